import type {Hook, Packet, PacketVerdict} from './packet.ts';

/** Takes a packet through hooks one after the other with the marks that it carries; the first that does not let it pass decides. */
export const walkHooks = (
	walk: (packet: Packet) => PacketVerdict,
	packet: Omit<Packet, 'hook'>,
	hooks: readonly Hook[],
): PacketVerdict => {
	const first = hooks[0] ?? 'input';
	let verdict = walk({...packet, hook: first});
	let doubt = verdict.verdict === 'unknown' ? verdict : null;
	for (const hook of hooks.slice(1)) {
		if (verdict.verdict === 'drop' || verdict.verdict === 'reject') {
			return verdict;
		}
		const before = verdict;
		const {mark, connectionMark, state} = before;
		const next = walk({...packet, mark, connectionMark, state, hook});
		verdict = {...next, steps: [...before.steps, ...next.steps], unknowns: [...before.unknowns, ...next.unknowns]};
		doubt ??= verdict.verdict === 'unknown' ? verdict : null;
	}
	return verdict.verdict === 'accept' && doubt !== null ? {...doubt, steps: verdict.steps} : verdict;
};
