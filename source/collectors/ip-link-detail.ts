import type {Interface, Vxlan} from '../model/facts/interface.ts';
import {numberOf} from './number-of.ts';

const valueAfter = (line: readonly string[], keyword: string): string | null => {
	const index = line.indexOf(keyword);
	return index < 0 ? null : (line[index + 1] ?? null);
};

/** What the second line of an interface tells. */
type LinkLine = Pick<Interface, 'linkType' | 'mac' | 'networkNamespace' | 'detailed'>;

/**
 * Reads `link/ether 52:54:00:38:00:16 brd ff:ff:ff:ff:ff:ff link-netnsid 0 promiscuity 0 …` (ip-link(8)).
 * `promiscuity` is printed with `-d` only, so it tells that kinds were asked for.
 */
export const readLinkLine = (line: readonly string[]): LinkLine => {
	const address = line[1] ?? '';
	const mac = address.includes(':') || address.includes('.') ? address : null;
	return {
		linkType: line[0]?.slice('link/'.length) ?? null,
		mac,
		networkNamespace: valueAfter(line, 'link-netns') ?? valueAfter(line, 'link-netnsid'),
		detailed: line.includes('promiscuity'),
	};
};

/** Keywords of a vxlan line with one value; a device may be called like any of them. */
const vxlanKeywords = new Set([
	'id',
	'group',
	'remote',
	'local',
	'dev',
	'dstport',
	'tos',
	'ttl',
	'df',
	'ageing',
	'maxaddr',
]);

/** Reads `vxlan id 1 local 192.168.56.22 dev eth0 srcport 0 0 dstport 8472 nolearning …`. */
export const readVxlan = (line: readonly string[]): Vxlan => {
	const values = new Map<string, string>();
	for (let i = 1; i < line.length; i += 1) {
		const word = line[i] ?? '';
		if (vxlanKeywords.has(word) && !values.has(word)) {
			i += 1;
			values.set(word, line[i] ?? '');
		}
	}
	return {
		id: numberOf(values.get('id') ?? null),
		local: values.get('local') ?? null,
		device: values.get('dev') ?? null,
		port: numberOf(values.get('dstport') ?? null),
	};
};
