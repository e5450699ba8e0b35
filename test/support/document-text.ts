import type {Document} from '../../source/commands/run-request.ts';

/** A document as text, whichever way it is given. */
export const documentText = (document: Document): string =>
	typeof document === 'string' || document instanceof Uint8Array ? String(document) : [...document].join('');
