import {lineNumber, type Part} from '../model/capture.ts';
import {defineCollector, type Format} from '../model/collector.ts';
import type {FlannelEnv} from '../model/facts/cni.ts';
import type {Parsed, Unparsed} from '../model/place.ts';
import {failedReading} from './failed-reading.ts';

const knownNames = new Set([
	'FLANNEL_NETWORK',
	'FLANNEL_SUBNET',
	'FLANNEL_IPV6_NETWORK',
	'FLANNEL_IPV6_SUBNET',
	'FLANNEL_MTU',
	'FLANNEL_IPMASQ',
]);

const toNumber = (text: string | null): number | null =>
	text !== null && /^[0-9]{1,6}$/.test(text) ? Number(text) : null;

const toBoolean = (text: string | null): boolean | null => (text === 'true' ? true : text === 'false' ? false : null);

/**
 * Reads the file that flanneld writes for its CNI plugin, `FLANNEL_NETWORK=10.244.0.0/16` and so on
 * (https://github.com/flannel-io/flannel/blob/master/Documentation/running.md).
 */
export const parseFlannelEnv = (part: Part): Parsed<readonly FlannelEnv[]> => {
	const values = new Map<string, string>();
	const unparsed: Unparsed[] = [];
	let first: number | null = null;
	for (const [index, raw] of part.text.split('\n').entries()) {
		const line = raw.trim();
		const equals = line.indexOf('=');
		if (line === '' || line.startsWith('#')) {
			continue;
		}
		if (equals < 0 || !knownNames.has(line.slice(0, equals))) {
			const at = {source: part.name, line: lineNumber(part, index)};
			unparsed.push({...at, text: raw, expected: 'FLANNEL_NETWORK, _SUBNET, _MTU or _IPMASQ with a value'});
			continue;
		}
		first ??= lineNumber(part, index);
		values.set(line.slice(0, equals), line.slice(equals + 1));
	}
	const text = (name: string): string | null => values.get(name) || null;
	if (first === null) {
		return {value: [], unparsed};
	}
	const env: FlannelEnv = {
		network: text('FLANNEL_NETWORK'),
		subnet: text('FLANNEL_SUBNET'),
		ipv6Network: text('FLANNEL_IPV6_NETWORK'),
		ipv6Subnet: text('FLANNEL_IPV6_SUBNET'),
		mtu: toNumber(text('FLANNEL_MTU')),
		masquerade: toBoolean(text('FLANNEL_IPMASQ')),
		at: {source: part.name, line: first},
	};
	return {value: [env], unparsed};
};

/** The text of /run/flannel/subnet.env. */
export const flannelEnvFormat: Format = {
	name: 'flannel-env',
	title: "flannel's subnet.env",
	recognise: (text) => (/^FLANNEL_[A-Z0-9_]{1,30}=/m.test(text.slice(0, 4096)) ? 1 : 0),
	parse: parseFlannelEnv,
};

/** The leases of this node as flanneld wrote them; null where flannel left no file. */
export const flannelEnv = defineCollector({
	fact: 'flannelEnv',
	title: "flannel's subnet.env",
	after: [],
	inputs: () => [{file: '/run/flannel/subnet.env', format: 'flannel-env'}],
	collect: ([capture]) => {
		if (capture?.failure?.kind === 'missing') {
			return {value: null, unparsed: []};
		}
		const [part] = capture?.parts ?? [];
		if (capture === undefined || capture.failure !== null || part === undefined) {
			return failedReading(capture);
		}
		const {value, unparsed} = parseFlannelEnv(part);
		const [env] = value;
		return env === undefined
			? {unavailable: {kind: 'not-understood', reason: `${part.name} has no FLANNEL_ variables`, remedy: null}}
			: {value: env, unparsed};
	},
});
