import type {IptablesTable} from '../model/facts/iptables.ts';
import type {NftTable} from '../model/facts/nftables.ts';
import type {Place} from '../model/place.ts';
import type {BaseChain} from './base-chain.ts';
import type {Packet, PacketFilters, PacketStep, PacketVerdict} from './packet.ts';
import {markValue} from './packet-mark.ts';
import {type PacketView, viewPacket} from './packet-view.ts';
import {iptablesBaseChains} from './walk-iptables.ts';
import {nftBaseChains} from './walk-nft.ts';
import {mergeStates, type Outcome, startState, type WalkState} from './walk-state.ts';

/** The possible ends of a packet in one base chain, its policy among them. */
type Ends = {readonly outcomes: readonly Outcome[]; readonly unknowns: readonly Place[]};

const policyOutcome = (chain: BaseChain, state: WalkState): Outcome => {
	const ending = chain.incomplete ? 'unknown' : chain.policy;
	const words = {
		unknown: `may go on in rules of ${chain.title} that are not known`,
		accept: `passes by the policy of ${chain.title}`,
		drop: `dropped by the policy of ${chain.title}`,
	};
	return {ending, by: chain.at, state, chains: [], steps: [{text: words[ending], at: chain.at}]};
};

const walkBase = (chain: BaseChain, view: PacketView, state: WalkState): Ends => {
	const passage = chain.walk(view, state);
	const atPolicy = passage.out === null ? [] : [policyOutcome(chain, passage.out)];
	const outcomes = [...passage.outcomes, ...atPolicy].map((outcome) => ({
		...outcome,
		chains: [chain.title, ...outcome.chains.slice(1)],
		steps: [
			{text: `enters ${chain.title}`, at: chain.at, enters: {chain: chain.title, hook: chain.hook}},
			...outcome.steps,
		],
	}));
	const isOpen = atPolicy[0]?.ending === 'unknown';
	return {outcomes, unknowns: isOpen ? [...passage.unknowns, chain.at] : passage.unknowns};
};

const isBlock = ({ending}: Outcome): boolean => ending === 'drop' || ending === 'reject';

type Journey = {
	state: WalkState;
	/** A base chain that may have ended the packet, or not. */
	doubt: {readonly by: Place; readonly outcome: Outcome} | null;
	accepted: {readonly outcome: Outcome; readonly byPolicy: boolean} | null;
	readonly steps: PacketStep[];
	readonly unknowns: Place[];
};

const verdictOf = (verdict: PacketVerdict['verdict'], outcome: Outcome | null, by: Place | null, way: Journey) => ({
	verdict,
	by,
	chains: outcome?.chains ?? [],
	steps: way.steps,
	unknowns: way.unknowns,
	mark: markValue(way.state.mark),
	connectionMark: markValue(way.state.connectionMark),
	state: way.state.connection,
});

/** Connection tracking comes at this priority where packets enter (linux/netfilter_ipv4.h). */
const tracking = -200;

/** The state as a base chain sees it: before tracking a packet belongs to no connection, which counts as INVALID. */
const seenBy = (chain: BaseChain, state: WalkState): WalkState =>
	isBeforeTracking(chain) && state.connection !== 'UNTRACKED' ? {...state, connection: 'INVALID'} : state;

const isBeforeTracking = ({hook, priority}: BaseChain): boolean =>
	priority < tracking && (hook === 'prerouting' || hook === 'output');

const afterTracking = (chain: BaseChain, before: WalkState, after: WalkState): WalkState =>
	isBeforeTracking(chain) && after.connection === 'INVALID' ? {...after, connection: before.connection} : after;

/** Takes the packet through one base chain; returns the verdict where it surely ends there. */
const pass = (chain: BaseChain, view: PacketView, way: Journey): PacketVerdict | null => {
	const {outcomes, unknowns} = walkBase(chain, view, seenBy(chain, way.state));
	way.unknowns.push(...unknowns);
	const open = outcomes.some(({ending}) => ending === 'accept' || ending === 'unknown');
	// The last one met is the certain one: what comes before it depends on a match that is unknown.
	const blocking = outcomes.findLast(isBlock);
	if (blocking !== undefined && !open) {
		way.steps.push(...blocking.steps);
		return verdictOf(blocking.ending as 'drop' | 'reject', blocking, blocking.by, way);
	}
	const accepted = outcomes.findLast(({ending}) => ending === 'accept');
	const doubtful = blocking ?? outcomes.find(({ending}) => ending === 'unknown');
	if (doubtful !== undefined) {
		way.doubt ??= {by: unknowns[0] ?? doubtful.by, outcome: doubtful};
	}
	way.steps.push(...((doubtful ?? accepted)?.steps ?? []));
	// A rule that accepts says more than the policy of a chain in which nothing stood.
	const byPolicy = accepted?.by === chain.at;
	if (accepted !== undefined && (!byPolicy || way.accepted?.byPolicy !== false)) {
		way.accepted = {outcome: accepted, byPolicy};
	}
	const after = outcomes
		.filter((outcome) => !isBlock(outcome))
		.reduce<WalkState | null>((state, outcome) => mergeStates(state, outcome.state), null);
	way.state = after === null ? way.state : afterTracking(chain, way.state, after);
	return null;
};

/** Legacy tables are not in nft's list; they are taken for the oldest. */
const orderIn = (tables: readonly NftTable[]) => (table: IptablesTable) =>
	table.backend === 'legacy'
		? -1
		: tables.findIndex(({family, name}) => name === table.name && family === (table.family === 6 ? 'ip6' : 'ip'));

/** Prepares a node's filters for many packets: the walk finds tables and chains by name. */
export const createPacketWalk = (filters: PacketFilters): ((packet: Packet) => PacketVerdict) => {
	const {iptables, nftables} = filters;
	const chains = [...iptablesBaseChains(iptables, orderIn(nftables)), ...nftBaseChains(nftables, iptables)].sort(
		(first, second) => first.priority - second.priority || second.order - first.order,
	);
	return (packet) => {
		const view = viewPacket(packet, filters.localAddresses);
		const way: Journey = {state: startState(packet), doubt: null, accepted: null, steps: [], unknowns: []};
		for (const chain of chains) {
			if (chain.hook === packet.hook && (chain.family === 'both' || chain.family === packet.family)) {
				const verdict = pass(chain, view, way);
				if (verdict !== null) {
					return verdict;
				}
			}
		}
		const {doubt, accepted} = way;
		return doubt === null
			? verdictOf('accept', accepted?.outcome ?? null, accepted?.outcome.by ?? null, way)
			: verdictOf('unknown', doubt.outcome, doubt.by, way);
	};
};

/**
 * What becomes of a packet at one hook, through legacy iptables, iptables-nft and nft together in the order of their priorities.
 * An accept ends only its own base chain; drop and reject end everything (https://wiki.nftables.org/wiki-nftables/index.php/Netfilter_hooks).
 */
export const walkPacket = (filters: PacketFilters, packet: Packet): PacketVerdict => createPacketWalk(filters)(packet);
