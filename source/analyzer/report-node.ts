import type {FactName} from '../model/facts.ts';
import type {ReadingSummary, ReportNode} from '../model/report.ts';
import type {AnalyzedNode} from './analyzed-node.ts';
import {type Knowledge, knownValue} from './draw-conclusions.ts';
import {hiddenValues} from './hidden-values.ts';

const summaries = (knowledge: Knowledge, facts: readonly FactName[]): readonly ReadingSummary[] =>
	facts.map((fact) => {
		const reading = knowledge[fact];
		return reading?.status === 'ready'
			? {
					fact,
					status: 'ready',
					reason: null,
					remedy: null,
					partial: reading.partial,
					sources: reading.sources,
					unparsed: reading.unparsed,
				}
			: {
					fact,
					status: 'unavailable',
					partial: null,
					sources: [],
					unparsed: [],
					reason: reading?.status === 'unavailable' ? reading.reason : 'not read',
					remedy: reading?.status === 'unavailable' ? reading.remedy : null,
				};
	});

/** What a report says of the node itself. Its id is its name until it is known whether another node has that name too. */
export const reportNodeOf = ({snapshot, knowledge}: AnalyzedNode, facts: readonly FactName[]): ReportNode => {
	const role = knownValue(knowledge, 'role');
	const name = knownValue(knowledge, 'hostname')?.value ?? snapshot.node;
	const hidden = hiddenValues(snapshot);
	return {
		id: name,
		name,
		role: role?.name ?? 'undetermined',
		distribution: role?.distribution ?? 'unknown',
		// A snapshot file gives the report of the live run that made it.
		origin: snapshot.origin === 'snapshot' ? 'live' : snapshot.origin,
		takenAt: snapshot.takenAt,
		readings: summaries(knowledge, facts),
		unrecognised: snapshot.unrecognised,
		hidden: hidden.kinds,
		hiddenSources: hidden.sources,
		...(snapshot.disguised === undefined ? {} : {disguised: snapshot.disguised}),
	};
};
