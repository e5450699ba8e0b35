import type {Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {Parsed, Place} from '../model/place.ts';
import {nowhere, parseLines, words} from './parse-lines.ts';
import {sampleLines} from './sample-lines.ts';

/** What `uname -a` says: node name, release of the kernel, architecture. */
export type KernelName = {
	readonly node: string;
	readonly kernel: string;
	readonly architecture: string | null;
	readonly at: Place;
};

const architectures = new Set([
	'x86_64',
	'aarch64',
	'armv7l',
	'armv6l',
	'i686',
	'i386',
	'ppc64le',
	's390x',
	'riscv64',
	'loongarch64',
	'mips64',
]);

const readName = (line: string, at: Place): KernelName | null => {
	const tokens = words(line);
	const [system, node, kernel] = tokens;
	if (system !== 'Linux' || node === undefined || kernel === undefined || !/^\d+\.\d+/.test(kernel)) {
		return null;
	}
	// The version between release and architecture is free text (`#1 SMP … GNU/Linux`).
	return {node, kernel, architecture: tokens.slice(3).findLast((word) => architectures.has(word)) ?? null, at};
};

/** Parses `uname -a` (uname(1)). */
export const parseUname = (part: Part): Parsed<readonly KernelName[]> =>
	parseLines(part, (line, at) => readName(line, at) ?? 'Linux, node name and release as uname -a prints them');

/** `uname -a`. */
export const unameFormat: Format = {
	name: 'uname',
	title: 'uname -a',
	recognise: (text) => {
		const lines = sampleLines(text);
		return lines.length === 1 && readName(lines[0] ?? '', nowhere) !== null ? 1 : 0;
	},
	parse: parseUname,
};
