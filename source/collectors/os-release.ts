import type {Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {Parsed, Place} from '../model/place.ts';
import {parseLines} from './parse-lines.ts';
import {sampleLines} from './sample-lines.ts';

/** A variable of os-release. */
export type OsVariable = {readonly name: string; readonly value: string; readonly at: Place};

/** The value of a shell assignment: quotes and backslashes taken off. */
const unquote = (text: string): string => {
	const quote = text[0] ?? '';
	const isQuoted = text.length > 1 && (quote === '"' || quote === "'") && text.endsWith(quote);
	const inner = isQuoted ? text.slice(1, -1) : text;
	return isQuoted && quote === '"' ? inner.replace(/\\(["$`\\])/g, '$1') : inner;
};

const readVariable = (line: string, at: Place): OsVariable | null | string => {
	const text = line.trim();
	if (text.startsWith('#')) {
		return null;
	}
	const equals = text.indexOf('=');
	const name = text.slice(0, Math.max(equals, 0));
	return /^[A-Z][A-Z0-9_]*$/.test(name)
		? {name, value: unquote(text.slice(equals + 1)), at}
		: 'NAME=value as in os-release';
};

/** Parses /etc/os-release (os-release(5)). */
export const parseOsRelease = (part: Part): Parsed<readonly OsVariable[]> => parseLines(part, readVariable);

/** /etc/os-release. */
export const osReleaseFormat: Format = {
	name: 'os-release',
	title: '/etc/os-release',
	recognise: (text) => {
		const lines = sampleLines(text);
		const has = (name: string): boolean => lines.some((line) => line.startsWith(`${name}=`));
		return has('ID') && (has('NAME') || has('PRETTY_NAME') || has('VERSION_ID')) ? 0.98 : 0;
	},
	parse: parseOsRelease,
};
