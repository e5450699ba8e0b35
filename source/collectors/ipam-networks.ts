import type {Capture} from '../model/capture.ts';
import {defineCollector, type KnownFacts} from '../model/collector.ts';
import type {IpamNetwork} from '../model/facts/cni.ts';
import type {Input} from '../model/input.ts';
import type {Place, Unparsed} from '../model/place.ts';
import {parseAddress} from '../net/address.ts';
import {failedReading} from './failed-reading.ts';
import {partialOf} from './gaps.ts';
import {parseIpamReservation} from './ipam-reservation.ts';
import {parseLs} from './ls.ts';

const defaultFolder = '/var/lib/cni/networks';

type Growing = {
	readonly name: string;
	readonly at: Place;
	readonly reservations: IpamNetwork['reservations'][number][];
	lastReserved: string | null;
};

/** Addresses and `last_reserved_ip.N`, but not the `lock`, which only root may read. */
const reservations = '*/{*.*,*:*}';

/** The folders of host-local on this node: its default and those that the network configuration names. */
const foldersOf = (known: KnownFacts): readonly string[] => {
	const folders = new Set([defaultFolder]);
	for (const plugin of known.cniConfigs?.files.flatMap((file) => file.plugins) ?? []) {
		const ipam = plugin.options.ipam;
		const folder = typeof ipam === 'object' && ipam !== null ? (ipam as Record<string, unknown>).dataDir : null;
		if (typeof folder === 'string' && /^\/[A-Za-z0-9._/-]{1,200}$/.test(folder)) {
			folders.add(folder.replace(/\/$/, ''));
		}
	}
	return [...folders].slice(0, 4);
};

const networkNames = (capture: Capture | undefined): readonly {readonly name: string; readonly at: Place}[] =>
	(capture?.parts ?? [])
		.flatMap((part) => parseLs(part).value)
		.filter((entry) => entry.directory === defaultFolder && entry.type === 'directory' && !entry.name.startsWith('.'));

const collectParts = (captures: readonly Capture[], networks: Map<string, Growing>): readonly Unparsed[] => {
	const unparsed: Unparsed[] = [];
	for (const part of captures.flatMap((capture) => capture.parts)) {
		const name = part.name.split('/').at(-2) ?? '';
		const network = networks.get(name) ?? {
			name,
			at: {source: part.name, line: 1},
			reservations: [],
			lastReserved: null,
		};
		networks.set(name, network);
		const parsed = parseIpamReservation(part);
		unparsed.push(...parsed.unparsed);
		for (const {address, container, ...rest} of parsed.value) {
			if (container === null) {
				network.lastReserved = address;
			} else if (parseAddress(address) !== null) {
				network.reservations.push({address, container, ...rest});
			}
		}
	}
	return unparsed;
};

/** Which addresses host-local has given out, by network (https://www.cni.dev/plugins/current/ipam/host-local/). Empty where it is not in use. */
export const ipamNetworks = defineCollector({
	fact: 'ipamNetworks',
	title: "host-local's reservations",
	after: ['cniConfigs'],
	inputs: (known) => [
		{run: ['ls', '-l', defaultFolder], format: 'ls'},
		...foldersOf(known).map((directory): Input => ({directory, match: reservations, format: 'ipam-reservation'})),
	],
	collect: ([listing, ...folders]) => {
		const failed = folders.find((capture) => capture.failure !== null && capture.failure.kind !== 'missing');
		if (failed !== undefined && folders.every((capture) => capture.failure !== null)) {
			return failedReading(failed);
		}
		const networks = new Map<string, Growing>();
		for (const {name, at} of networkNames(listing)) {
			networks.set(name, {name, at, reservations: [], lastReserved: null});
		}
		const unparsed = collectParts(folders, networks);
		return {value: [...networks.values()], unparsed, partial: partialOf(folders)};
	},
});
