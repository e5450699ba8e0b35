import type {Finding} from '../model/finding.ts';
import {isListed} from './filters.ts';
import {fitLine, gap, spread} from './fit-line.ts';
import {type Model, nodeShown, spotShown} from './model.ts';
import {timeOfDay} from './show-time.ts';
import type {Line, Span} from './span.ts';

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

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

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
	const several = scene.report.nodes.length > 1 ? ` (1 of ${scene.report.nodes.length})` : '';
	const words = [address, kind, node.distribution === 'unknown' ? undefined : node.distribution, version];
	return [
		pen.words(' kdiag  ', 'heading'),
		pen.quote(`${node.id}${several}`, 'heading'),
		...words.flatMap((word) => (word === undefined ? [] : [gap(2), pen.quote(word)])),
	];
};

/** How many findings there are of each kind: never fewer than there are, whatever is filtered. */
const countLine = (model: Model): Line => {
	const {scene, state, terminal} = model;
	const {words, ascii} = terminal.pen;
	const sum = counts(scene.report.findings);
	const mark = ascii ? 'x' : '✗';
	const isNarrow = terminal.columns < narrow;
	const parts: readonly Span[] = isNarrow
		? [
				words(` ${mark} ${sum.error}`, sum.error > 0 ? 'error' : undefined),
				words(`  ! ${sum.warning}`, sum.warning > 0 ? 'warning' : undefined),
				words(`  i ${sum.info}`, sum.info > 0 ? 'info' : undefined),
				words(`  + ${sum.pass}`),
				words(`  ? ${sum.unknown}`, sum.unknown > 0 ? 'unknown' : undefined),
			]
		: [
				words(` ${mark} ${plural(sum.error, 'error')}`, sum.error > 0 ? 'error' : undefined),
				words(`  ! ${plural(sum.warning, 'warning')}`, sum.warning > 0 ? 'warning' : undefined),
				words(`  i ${sum.info} info`, sum.info > 0 ? 'info' : undefined),
				words(`  + ${sum.pass} pass`),
				words(`  ? ${sum.unknown} unknown`, sum.unknown > 0 ? 'unknown' : undefined),
			];
	const groupOf = (rule: string): string => scene.groups.get(rule) ?? '';
	const isHidden = (finding: Finding): boolean =>
		finding.status === 'fail' && finding.severity === 'error' && !isListed(finding, state.filters, groupOf);
	const hidden = spotShown(state).screen === 'overview' ? scene.report.findings.filter(isHidden).length : 0;
	return hidden === 0 ? parts : [...parts, words(`  ${plural(hidden, 'error')} hidden by the filter`, 'error')];
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
