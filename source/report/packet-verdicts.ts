import type {PacketWay} from '../model/conclusions.ts';
import type {PacketVerdict} from '../model/scene.ts';

const verdicts: Readonly<Record<PacketWay['verdict'], PacketVerdict['verdict']>> = {
	accept: 'accepted',
	drop: 'dropped',
	reject: 'dropped',
	unknown: 'unknown',
};

const becauseOf = ({verdict, chains, by}: PacketWay): string => {
	if (by === null) {
		return verdict === 'unknown' ? 'a part of the filters is not known' : 'nothing filters it';
	}
	const way = chains.join(' > ');
	return verdict === 'unknown'
		? `it depends on a rule that cannot be judged from here (${way})`
		: `${verdict} in ${way}`;
};

/** What becomes of the packets that this node has to accept of other nodes: each required port at each of its addresses. Empty where the filters or the ports are not known. */
export const packetVerdicts = (ways: readonly PacketWay[] | null): readonly PacketVerdict[] =>
	(ways ?? [])
		.filter(({kind}) => kind === 'port')
		.map((way) => ({
			packet: way.packet,
			verdict: verdicts[way.verdict],
			source: way.by?.source ?? null,
			line: way.by?.line ?? null,
			because: becauseOf(way),
		}));
