import type {Place} from '../model/place.ts';
import type {Packet} from './packet.ts';
import type {PacketView} from './packet-view.ts';
import type {Passage} from './walk-chain.ts';
import type {WalkState} from './walk-state.ts';

/** A chain that the kernel calls at a hook, of whatever tool. Lower priorities come first. */
export type BaseChain = {
	/** `ip filter INPUT`, `inet firewalld filter_INPUT`. */
	readonly title: string;
	readonly family: 4 | 6 | 'both';
	readonly hook: Packet['hook'];
	readonly priority: number;
	/** When its table was made, as far as that can be told: of chains with one priority the kernel calls the latest first. */
	readonly order: number;
	/** What becomes of a packet that no rule decided about. */
	readonly policy: 'accept' | 'drop';
	readonly at: Place;
	/** Rules of it may be missing from what is known. */
	readonly incomplete: boolean;
	readonly walk: (view: PacketView, state: WalkState) => Passage;
};
