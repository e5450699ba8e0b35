import {isStopped} from './is-stopped.ts';
import type {Hook, Packet, PacketVerdict} from './packet.ts';

/** Hooks in which nodes filter; the other two come before and after routing. */
const filtering: ReadonlySet<Hook> = new Set<Hook>(['input', 'forward', 'output']);

/** Whether the later of two hooks that both let a packet pass says more about it. */
const saysMore = (hook: Hook, later: PacketVerdict, earlier: PacketVerdict): boolean =>
	filtering.has(hook) || earlier.by === null || later.verdict !== 'accept';

/** Takes a packet through hooks one after the other with the marks that it carries; the first that does not let it pass decides. */
export const walkHooks = (
	walk: (packet: Packet) => PacketVerdict,
	packet: Omit<Packet, 'hook'>,
	hooks: readonly Hook[],
): PacketVerdict => {
	let shown: PacketVerdict | null = null;
	let last: PacketVerdict | null = null;
	for (const hook of hooks) {
		const marks = last === null ? {} : {mark: last.mark, connectionMark: last.connectionMark, state: last.state};
		const next: PacketVerdict = walk({...packet, ...marks, hook});
		last =
			last === null
				? next
				: {...next, steps: [...last.steps, ...next.steps], unknowns: [...last.unknowns, ...next.unknowns]};
		if (isStopped(next)) {
			return last;
		}
		// A doubt stays: what passes later does not take it away.
		if (shown === null || (shown.verdict !== 'unknown' && saysMore(hook, next, shown))) {
			shown = last;
		}
	}
	const {mark, connectionMark, state, steps, unknowns} = last as PacketVerdict;
	return {...(shown as PacketVerdict), mark, connectionMark, state, steps, unknowns};
};
