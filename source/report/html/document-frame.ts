import {createHash} from 'node:crypto';
import {escapeText} from './element.ts';
import {pageStyle} from './page-style.ts';

/** What the style is known by, so that a browser applies this one and no other (https://www.w3.org/TR/CSP3/#grammardef-hash-source). */
const styleHash = (): string => createHash('sha256').update(pageStyle).digest('base64');

/** All up to the body: nothing may be loaded, run or sent, whatever else the document holds. */
export const frameStart = (title: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${styleHash()}'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(title)}</title>
<style>${pageStyle}</style></head>
<body><div class="page">
`;

/** What closes the document. */
export const frameEnd = '</div></body></html>\n';
