import type {Report} from '../model/report.ts';
import {filterWords} from './filters.ts';
import {gap} from './fit-line.ts';
import {type Model, spotShown} from './model.ts';
import {showDuration} from './show-time.ts';
import type {Line} from './span.ts';

/** The clock moves in steps, so that an idle screen writes next to nothing. */
const step = 5000;

const takenOf = ({nodes}: Report): string =>
	`taken ${nodes.length === 1 ? (nodes[0]?.takenAt ?? '') : `at ${nodes.length} times`}`;

const modeOf = ({scene: {progress, report, given}, state: {now}}: Model): string => {
	const age =
		progress.readAt === null ? '' : `   read ${showDuration(Math.floor((now - progress.readAt) / step) * step)} ago`;
	const {waitingFor} = progress;
	const waiting = waitingFor
		.slice(0, 2)
		.map(({name, since}) => `${name} ${showDuration(now - since)}`)
		.join(', ');
	const rest = waitingFor.length > 2 ? ` +${waitingFor.length - 2}` : '';
	if (progress.passes === 0) {
		return `READING ${progress.done}/${progress.total}${waiting === '' ? '' : `   waiting for ${waiting}${rest}`}`;
	}
	if (!progress.isLive) {
		return given === undefined
			? `SAVED   ${takenOf(report)}`
			: `REPORT  ${takenOf(report)}, made by kdiag ${report.tool.version}${given.inside.size > 0 ? ', snapshot inside' : ''}`;
	}
	return progress.isPaused ? `PAUSED${age}   p goes on` : `LIVE every ${Math.round(progress.interval)}s${age}`;
};

/** The last line but one: the search that is typed, or what was just done, or how fresh all this is and what is filtered. */
export const statusLine = (model: Model): Line => {
	const {state, terminal} = model;
	const {pen} = terminal;
	if (state.prompt !== null) {
		return [pen.words(' /', 'heading'), pen.quote(state.prompt), pen.words('_')];
	}
	if (state.message !== null) {
		return [gap(1), pen.quote(state.message.text, state.message.tone)];
	}
	const filters = spotShown(state).screen === 'overview' ? filterWords(state.filters) : [];
	const failed = model.scene.failures.length;
	return [
		gap(1),
		pen.words(modeOf(model)),
		...(filters.length === 0 ? [] : [pen.words(`   filter: ${filters.join(', ')}`, 'warning')]),
		...(failed === 0 ? [] : [pen.words(`   ${failed} not read`, 'unknown')]),
	];
};
