import type {Finding} from '../model/finding.ts';
import type {Tone} from '../report/style.ts';
import {isListed} from './filters.ts';
import {fitLine, gap, spread} from './fit-line.ts';
import {type Model, nodeShown, spotShown} from './model.ts';
import {timeOfDay} from './show-time.ts';
import type {Line} from './span.ts';

const counts = (
	findings: readonly Finding[],
): Readonly<Record<'error' | 'warning' | 'info' | 'pass' | 'unknown', number>> => {
	const sum = {error: 0, warning: 0, info: 0, pass: 0, unknown: 0};
	for (const {status, severity, waiver} of findings) {
		if (status === 'fail' && waiver?.expired !== false) {
			sum[severity] += 1;
		} else if (status === 'pass' || status === 'unknown') {
			sum[status] += 1;
		}
	}
	return sum;
};

/** Below this many columns there is no room for the words of marks, nor for a clock. */
const narrow = 60;

/** What the node is: its name, address, role and version; of several, which one is looked at. */
const whoLine = (model: Model): Line => {
	const {scene, terminal} = model;
	const {pen} = terminal;
	const id = nodeShown(model);
	const node = scene.report.nodes.find((each) => each.id === id);
	if (node === undefined) {
		return [pen.words(' kdiag', 'heading')];
	}
	const known = scene.report.conclusions.find((each) => each.node === id);
	const address = known?.nodeAddress?.addresses[0]?.address;
	const version = known?.role?.version?.value;
	const kind = node.role === 'none' ? 'no Kubernetes' : node.role;
	const {nodes} = scene.report;
	const several = nodes.length > 1 ? ` (${nodes.indexOf(node) + 1} of ${nodes.length})` : '';
	const words = [address, kind, node.distribution === 'unknown' ? undefined : node.distribution, version];
	return [
		pen.words(' kdiag  ', 'heading'),
		pen.quote(`${node.id}${several}`, 'heading'),
		...words.flatMap((word) => (word === undefined ? [] : [gap(2), pen.quote(word)])),
	];
};

/** Errors that the filters leave out. */
const hiddenErrors = ({scene, state}: Model): number => {
	const groupOf = (rule: string): string => scene.groups.get(rule) ?? '';
	const isHidden = (finding: Finding): boolean =>
		finding.status === 'fail' && finding.severity === 'error' && !isListed(finding, state.filters, groupOf);
	return spotShown(state).screen === 'overview' ? scene.report.findings.filter(isHidden).length : 0;
};

/** How many findings there are of each kind: never fewer than there are, whatever is filtered. */
const countLine = (model: Model): Line => {
	const {terminal} = model;
	const {words, ascii} = terminal.pen;
	const sum = counts(model.scene.report.findings);
	const hidden = hiddenErrors(model);
	const isNarrow = terminal.columns < narrow;
	const kinds: readonly (readonly [string, number, string, Tone | undefined])[] = [
		[ascii ? 'x' : '✗', sum.error, sum.error === 1 ? 'error' : 'errors', 'error'],
		['!', sum.warning, sum.warning === 1 ? 'warning' : 'warnings', 'warning'],
		['i', sum.info, 'info', 'info'],
		['+', sum.pass, 'pass', undefined],
		['?', sum.unknown, 'unknown', 'unknown'],
	];
	return kinds.flatMap(([mark, count, word, tone], index): Line => {
		const text = ` ${mark} ${count}${isNarrow ? '' : ` ${word}`}${index === 0 && hidden > 0 ? ` (${hidden} hidden)` : ''} `;
		return [words(text, count > 0 ? tone : undefined)];
	});
};

/** What changed with the last pass. */
const changeLine = ({scene: {tracks, progress}, terminal: {pen}}: Model): Line => {
	const last = progress.readAt;
	if (last === null || progress.passes < 2) {
		return [];
	}
	const begun = [...tracks.values()].filter((track) => !track.isOld && track.since === last).length;
	const cleared = [...tracks.values()].filter((track) => track.clearedAt === last).length;
	return [
		...(begun > 0 ? [pen.words(`+${begun} new `, 'warning')] : []),
		...(cleared > 0 ? [pen.words(`-${cleared} gone `, 'pass')] : []),
	];
};

/** The first two lines of the screen: whose it is and when; and how many findings there are. On a narrow screen the clock goes. */
export const headLines = (model: Model): readonly [Line, Line] => {
	const {columns, pen} = model.terminal;
	const clock: Line = columns < narrow ? [] : [pen.words(timeOfDay(model.state.now)), gap(1)];
	return [
		spread(whoLine(model), clock, columns),
		fitLine(spread(countLine(model), changeLine(model), columns), columns),
	];
};
