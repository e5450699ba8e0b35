import type {Address, Interface} from '../model/facts/interface.ts';
import type {Place} from '../model/place.ts';
import {emptyInterface} from './empty-interface.ts';
import {readAddressLine, readBriefAddresses} from './ip-address-line.ts';
import {readLinkLine, readVxlan} from './ip-link-detail.ts';
import {type LinkHeader, readFlags} from './ip-link-header.ts';
import {numberOf} from './number-of.ts';
import {words} from './parse-lines.ts';

/** An interface while its lines are read. */
export type InterfaceDraft = {-readonly [K in keyof Interface]: Interface[K]} & {
	addresses: Address[];
	alternativeNames: string[];
};

/** A draft of which only the printed name is known. */
export const draftOf = (name: string, at: Place): InterfaceDraft => ({
	...emptyInterface(name, at),
	addresses: [],
	alternativeNames: [],
});

/** Operational states (RFC 2863) as iproute2 prints them. */
const states = new Set(['UNKNOWN', 'NOTPRESENT', 'DOWN', 'LOWERLAYERDOWN', 'TESTING', 'DORMANT', 'UP']);

/** The draft of an interface whose first line was read. */
export const fromHeader = (header: LinkHeader, at: Place): InterfaceDraft => ({
	...draftOf(header.printedName, at),
	index: header.index,
	flags: header.flags,
	mtu: numberOf(header.fields.get('mtu')),
	state: header.fields.get('state') ?? null,
	master: header.fields.get('master') ?? null,
});

/** Reads a line of `ip -br addr` or `ip -br link`; null when it is none. An interface whose state is not DOWN is up (the kernel says DOWN of all others). */
export const fromBrief = (line: readonly string[], at: Place): InterfaceDraft | null => {
	const [name, state, ...rest] = line;
	if (name === undefined || state === undefined || !states.has(state)) {
		return null;
	}
	const last = rest.at(-1) ?? '';
	if (last.startsWith('<') && last.endsWith('>')) {
		const mac = rest.length > 1 ? (rest[0] ?? null) : null;
		return {...draftOf(name, at), state, mac, flags: readFlags(last.slice(1, -1))};
	}
	const addresses = readBriefAddresses(rest, at);
	const up = state === 'DOWN' ? [] : state === 'UP' ? ['UP', 'LOWER_UP'] : ['UP'];
	return addresses === null ? null : {...draftOf(name, at), state, flags: up, addresses: [...addresses]};
};

/** First words of lines below an interface that carry nothing kdiag keeps: lifetimes, counters, virtual functions, BPF programs. */
const isKnownDetail = (word: string): boolean =>
	word === 'valid_lft' ||
	word === 'RX:' ||
	word === 'TX:' ||
	word === 'RX' ||
	word === 'TX' ||
	word === 'vf' ||
	word.startsWith('prog/') ||
	word.startsWith('xdp');

const isCounts = (line: readonly string[]): boolean => line.every((word) => /^\d+(\.\d+)?[KMGTPE]?i?$/.test(word));

/** What stands after a keyword up to the end of the line: free text that may imitate anything. */
const restAfter = (line: string, keyword: string): string => line.slice(line.indexOf(keyword) + keyword.length + 1);

/** Takes in one line of `ip -d` that starts with a kind; false when it cannot be one. */
const readKind = (draft: InterfaceDraft, line: string, tokens: readonly string[]): boolean => {
	const word = tokens[0] ?? '';
	if (!draft.detailed || !/^[a-z][a-z0-9_-]{0,20}$/i.test(word)) {
		return false;
	}
	if (word.endsWith('_slave') && draft.slaveKind === null) {
		draft.slaveKind = word;
		return true;
	}
	if (draft.kind === null && draft.slaveKind === null && !line.startsWith('     ')) {
		draft.kind = word;
		draft.vxlan = word === 'vxlan' ? readVxlan(tokens) : null;
		return true;
	}
	// Kinds with maps or lists go on in deeper lines (`ingress-qos-map { 2:3 }`).
	return line.startsWith('     ');
};

/** Takes in one line below an interface; false when it was not understood. */
export const readBelow = (draft: InterfaceDraft, line: string, at: Place): boolean => {
	const tokens = words(line);
	const word = tokens[0] ?? '';
	if (word.startsWith('link/')) {
		Object.assign(draft, readLinkLine(tokens));
		return true;
	}
	if (word === 'inet' || word === 'inet6') {
		const address = readAddressLine(tokens, at);
		if (address !== null) {
			draft.addresses.push(address);
		}
		return address !== null;
	}
	if (word === 'alias') {
		draft.alias = restAfter(line, 'alias');
		return true;
	}
	if (word === 'altname') {
		draft.alternativeNames.push(tokens[1] ?? '');
		return true;
	}
	return isKnownDetail(word) || isCounts(tokens) || readKind(draft, line, tokens);
};
