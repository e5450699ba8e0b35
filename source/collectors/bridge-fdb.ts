import type {Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {ForwardingEntry} from '../model/facts/route.ts';
import type {Parsed, Place} from '../model/place.ts';
import {parseAddress} from '../net/address.ts';
import {nowhere, parseLines, words} from './parse-lines.ts';
import {recogniseLines} from './sample-lines.ts';

/** Keywords with one value; `link-netnsid` stands where the lower device is elsewhere. */
const keywords = new Set([
	'dev',
	'dst',
	'master',
	'vlan',
	'port',
	'vni',
	'src_vni',
	'via',
	'nhid',
	'used',
	'updated',
	'link-netnsid',
]);

const readEntry = (line: string, at: Place): ForwardingEntry | null => {
	const [mac = '', ...tokens] = words(line);
	const values = new Map<string, string>();
	const flags: string[] = [];
	for (let i = 0; i < tokens.length; i += 1) {
		const word = tokens[i] ?? '';
		if (keywords.has(word)) {
			i += 1;
			values.set(word, tokens[i] ?? '');
		} else {
			flags.push(word);
		}
	}
	const device = values.get('dev');
	// Entries of an IP tunnel have an address in the place of the MAC.
	const isKey = /^[0-9a-f]{2}(:[0-9a-f]{2}){2,}$/i.test(mac) || parseAddress(mac) !== null;
	if (!isKey || device === undefined || tokens[0] !== 'dev') {
		return null;
	}
	const destination = values.get('dst') ?? null;
	return {
		mac,
		device,
		master: values.get('master') ?? null,
		destination: destination === null ? null : (parseAddress(destination)?.text ?? destination),
		flags,
		at,
	};
};

/**
 * Parses `bridge fdb` (bridge(8)).
 *
 *     62:75:8d:1d:8a:12 dev flannel.1 dst 192.168.56.21 self permanent
 *     0e:e4:6a:30:9a:9a dev cni0 master cni0 permanent
 */
export const parseBridgeFdb = (part: Part): Parsed<readonly ForwardingEntry[]> =>
	parseLines(part, (line, at) => readEntry(line, at) ?? 'a forwarding entry as bridge fdb prints it');

/** `bridge fdb`. */
export const bridgeFdbFormat: Format = {
	name: 'bridge-fdb',
	title: 'bridge fdb',
	recognise: recogniseLines(
		(line) =>
			words(line)[2] !== undefined &&
			!/[A-Z]{4,}$/.test(line) &&
			readEntry(line, nowhere) !== null &&
			!line.includes(' lladdr '),
		0.97,
	),
	parse: parseBridgeFdb,
};
