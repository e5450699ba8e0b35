import type {Place} from '../model/place.ts';
import type {ConnectionState, Packet, PacketStep} from './packet.ts';
import {knownMark, type Mark, mergeMarks, unknownMark} from './packet-mark.ts';
import type {Truth} from './truth.ts';

/** What rules change of a packet while it walks. */
export type WalkState = {
	readonly mark: Mark;
	/** The connection's mark. */
	readonly connectionMark: Mark;
	readonly connection: ConnectionState | null;
};

/** How a packet ends in a base chain. */
export type Ending = 'accept' | 'drop' | 'reject' | 'unknown';

/** One possible end of a packet: where, the way there, and what rules have made of it. */
export type Outcome = {
	readonly state: WalkState;
	readonly ending: Ending;
	readonly by: Place;
	readonly chains: readonly string[];
	readonly steps: readonly PacketStep[];
};

/** What a rule may do with a packet. */
export type Action =
	| {readonly kind: 'continue'}
	| {readonly kind: 'end'; readonly ending: Ending; readonly text: string}
	| {readonly kind: 'jump' | 'goto'; readonly chain: string}
	| {readonly kind: 'return'};

/** A rule, looked at: whether it matches, what it may then do (one of them), and the packet's state afterwards. */
export type Evaluation = {readonly matched: Truth; readonly actions: readonly Action[]; readonly state: WalkState};

/** Whether the packet belongs to no connection, which then has no mark. */
export const hasNoConnection = ({connection}: WalkState): boolean =>
	connection === 'INVALID' || connection === 'UNTRACKED';

/** A rule that does not match. */
export const noMatch = (state: WalkState): Evaluation => ({matched: false, actions: [], state});

const connectionMarkOf = ({connectionMark, state, hook}: Packet): Mark => {
	if (typeof connectionMark === 'number') {
		return knownMark(connectionMark);
	}
	const isFirst = connectionMark === undefined && (hook === 'prerouting' || hook === 'output');
	return isFirst && state === 'NEW' ? knownMark(0) : unknownMark;
};

/** The state that a packet enters a hook with. */
export const startState = (packet: Packet): WalkState => ({
	mark: packet.mark === null ? unknownMark : knownMark(packet.mark),
	connectionMark: connectionMarkOf(packet),
	connection: packet.state,
});

/** The state of a packet that may have come either way. */
export const mergeStates = (first: WalkState | null, second: WalkState | null): WalkState | null => {
	if (first === null || second === null || first === second) {
		return first ?? second;
	}
	return {
		mark: mergeMarks(first.mark, second.mark),
		connectionMark: mergeMarks(first.connectionMark, second.connectionMark),
		connection: first.connection === second.connection ? first.connection : null,
	};
};

/** A state as a key: equal states, equal text. */
export const stateKey = ({mark, connectionMark, connection}: WalkState): string =>
	`${mark.value}/${mark.known}/${connectionMark.value}/${connectionMark.known}/${connection ?? ''}`;
