import type {AnalyzedNode} from '../analyzer/analyze.ts';
import type {ReportSource} from '../sources/list-sources.ts';
import {isReportSource, listSources, readReport} from '../sources/list-sources.ts';
import {commandFailure} from './command-failure.ts';
import {aboutSide, type DiffSide} from './diff.ts';
import type {Opened, Source} from './open-sources.ts';

/** Opens sources as nodes; complains where there is none. */
export type OpenNodes = (sources: readonly Source[]) => Promise<Opened<AnalyzedNode>>;

/** The two sides of a comparison, and what is said of them beside it. */
export type Sides = {readonly before: DiffSide; readonly after: DiffSide; readonly about: readonly string[]};

type Candidates = {readonly source: string; readonly sides: readonly DiffSide[]; readonly about: readonly string[]};

const readSides = async (source: ReportSource): Promise<readonly DiffSide[] | null> => {
	const report = await readReport(source);
	if ('exit' in report) {
		throw commandFailure(report.exit, report.detail);
	}
	return report.snapshots === undefined || report.snapshots.length === 0
		? report.nodes.map(({id}) => ({report, node: id}))
		: null;
};

const candidatesOf = async (source: string | undefined, open: OpenNodes): Promise<Candidates> => {
	const listed = source === undefined ? [] : await listSources([source]);
	const given = listed.find(isReportSource);
	const sides = given === undefined ? null : await readSides(given);
	if (sides !== null) {
		const about = `${source} is a report without its snapshot: findings, answers and conclusions are compared`;
		return {source: source ?? '', sides, about: [about]};
	}
	const {nodes, failures} = await open(listed);
	return {source: source ?? 'this machine', sides: nodes, about: failures.map(({detail}) => detail)};
};

/** The one node of a source; of several the one that is called as the only node of the other source. */
const only = ({source, sides}: Candidates, other: Candidates): DiffSide => {
	const [wanted] = other.sides;
	const fitting =
		sides.length > 1 && other.sides.length === 1 && wanted !== undefined
			? sides.filter((side) => aboutSide(side).node === aboutSide(wanted).node)
			: sides;
	const [side, ...others] = fitting;
	if (side === undefined || others.length > 0) {
		const names = sides.map((each) => aboutSide(each).node).slice(0, 5);
		const list = names.length === 0 ? '' : ` (${names.join(', ')}${sides.length > names.length ? ' …' : ''})`;
		throw commandFailure(64, `${source} holds ${sides.length} nodes${list}; name the recording of one`);
	}
	return side;
};

/** Opens what `kdiag diff` compares: nodes, snapshots inside reports, or reports that have none. Without a second source it is this machine. */
export const openSides = async (before: string, after: string | undefined, open: OpenNodes): Promise<Sides> => {
	const [first, second] = [await candidatesOf(before, open), await candidatesOf(after, open)];
	return {before: only(first, second), after: only(second, first), about: [...first.about, ...second.about]};
};
