import type {Names} from './collect-names.ts';
import {replaceInColumns} from './scan-addresses.ts';

/** Gives each name in a text another one. */
export type NameTable = (text: string) => string;

const stems = ['node', 'machine', 'member', 'peer', 'unit'];
const domainStems = ['domain', 'zone', 'realm', 'area'];

/** A stem that no name that was seen begins with, so that no image is a name that was seen. */
const stemFor = (candidates: readonly string[], names: Iterable<string>): string => {
	const all = [...names];
	return (
		candidates.find((stem) => !all.some((name) => new RegExp(`^${stem}[-_]?\\d`).test(name))) ??
		`${candidates[0]}-of-kdiag`
	);
};

/** The most letters of a label (RFC 1035): a name that is too long has one that is, too. */
const longestLabel = 63;

const hostImage = (name: string, stem: string, number: number): string => {
	const image = `${stem}${name.includes('_') ? '_' : '-'}${number}`;
	return name.length > longestLabel ? image.padEnd(name.length, 'x') : image;
};

/** As long as the domain itself where it can be, since resolvers have a limit for all of them together. */
const domainImage = (name: string, stem: string, number: number): string => {
	const labels = name.split('.').length;
	const head = `${stem}-${number}`;
	const tail = labels > 1 ? '.test' : '';
	const missing = name.length - head.length - tail.length;
	const padding =
		missing <= 0
			? ''
			: `.${'x'.repeat(Math.min(missing, 40) - 1)}`
					.repeat(Math.ceil(missing / 40))
					.slice(0, missing)
					.replace(/\.$/, 'x');
	return head + (missing === 1 ? 'x' : padding) + tail;
};

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const cased = (image: string, found: string): string => {
	if (found === found.toLowerCase()) {
		return image;
	}
	return found === found.toUpperCase() ? image.toUpperCase() : image.slice(0, 1).toUpperCase() + image.slice(1);
};

/** What may stand around a name: one of a few hexadecimal digits could be a byte or a group of something else. */
const around = (name: string): readonly [string, string] => {
	if (!/^[0-9a-f]{1,12}$/.test(name)) {
		return ['(?<![A-Za-z0-9+])', '(?![A-Za-z0-9+])'];
	}
	return ['(?:(?<![A-Za-z0-9+:-])|(?<=system:node:)|(?<=[a-z]-))', '(?![A-Za-z0-9+:]|-[0-9a-f]{4}\\b)'];
};

/** A table for the names of a run: whole words only, equal for equal ones. What is written in capitals stays so. */
export const createNameTable = ({hosts, domains}: Names): NameTable => {
	const stem = stemFor(stems, hosts);
	const domainStem = stemFor(domainStems, domains);
	const images = new Map<string, string>();
	for (const [index, domain] of [...domains].entries()) {
		images.set(domain, domainImage(domain, domainStem, index + 1));
	}
	for (const [index, host] of [...hosts].entries()) {
		images.set(host, hostImage(host, stem, index + 1));
	}
	if (images.size === 0) {
		return (text) => text;
	}
	const words = [...images.keys()]
		.sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
		.map((name) => {
			const [before, after] = around(name);
			return `${before}${escaped(name)}${after}`;
		});
	const expression = new RegExp(words.join('|'), 'gi');
	return (text) =>
		replaceInColumns(text, expression, (found = '') => cased(images.get(found.toLowerCase()) ?? found, found));
};
