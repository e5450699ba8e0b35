import {describe, expect, test} from 'vitest';
import type {Scene} from '../../source/model/scene.ts';
import {compose} from '../../source/ui/compose.ts';
import {spotShown} from '../../source/ui/model.ts';
import {afterEvents, afterKeys, drawnAt, frameText, modelOf, recordedScene} from '../support/screen.ts';

const scene = await recordedScene(['demo/ha.kdiag.json.gz']);
const size = {columns: 80, rows: 24};
const begin = modelOf(scene, size);
const screenOf = (model: typeof begin): string => spotShown(model.state).screen;

describe('moving', () => {
	test('no key leaves the rows', () => {
		const last = compose(begin).view.rows.count - 1;
		expect(compose(afterKeys(begin, 'k', 'k')).cursor).toBe(0);
		expect(compose(afterKeys(begin, 'G', 'j', 'pagedown', 'ctrl-d')).cursor).toBe(last);
		expect(compose(afterKeys(begin, 'G', 'g')).cursor).toBe(0);
	});

	test('panning stops at the left edge', () => {
		expect(spotShown(afterKeys(begin, 'l', 'h', 'h').state).pan).toBe(0);
		expect(spotShown(afterKeys(begin, 'l', 'l').state).pan).toBe(16);
	});
});

describe('going somewhere and back', () => {
	test('enter opens a finding, esc comes back to its row', () => {
		const there = afterKeys(begin, 'j', 'enter');
		expect(screenOf(there)).toBe('finding');
		const again = afterKeys(there, 'j', 'j', 'escape');
		expect([screenOf(again), compose(again).cursor]).toEqual(['overview', 1]);
	});

	test('] and [ walk through the findings and end at the ends', () => {
		const first = afterKeys(begin, 'enter');
		const subject = spotShown(first.state).subject;
		const second = afterKeys(first, ']');
		expect(spotShown(second.state).subject).not.toBe(subject);
		expect(spotShown(afterKeys(second, '[', '[').state).subject).toBe(subject);
	});

	test('a main screen is found as it was left, and esc goes to the findings', () => {
		const left = afterKeys(begin, 'j', '2', '1');
		expect([screenOf(left), compose(left).cursor]).toEqual(['overview', 1]);
		expect(screenOf(afterKeys(begin, '4', 'escape'))).toBe('overview');
	});

	test('tab goes around all main screens', () => {
		const names = Array.from({length: 10}, (_, index) => screenOf(afterKeys(begin, ...Array(index + 1).fill('tab'))));
		expect(new Set(names).size).toBe(10);
		expect(names.at(-1)).toBe('overview');
		expect(screenOf(afterKeys(begin, 'shift-tab'))).toBe(names.at(-2));
	});

	test('the proof of a finding opens its output at its line', () => {
		const finding = afterKeys(begin, 'enter', '/', ...'evidence', 'enter', 'j', 'enter');
		expect(screenOf(finding)).toBe('raw');
		expect(spotShown(finding.state).line).toBeGreaterThan(0);
	});
});

describe('searching', () => {
	test('letters are text while a search is typed, and are shown', () => {
		const typing = afterKeys(begin, '/', 'q', '2', 'x', 'backspace');
		expect(typing.state.prompt).toBe('q2');
		expect(frameText(typing)).toContain('/q2_');
		expect(screenOf(typing)).toBe('overview');
	});

	test('goes to the row, and says so when there is none', () => {
		const found = afterKeys(begin, '/', ...'rules pass', 'enter');
		expect(compose(found).cursor).toBe(compose(begin).view.rows.count - 1);
		expect(frameText(afterKeys(begin, '/', ...'zzzz', 'enter'))).toContain('no row holds zzzz');
	});

	test('esc gives it up', () => {
		expect(afterKeys(begin, '/', 'a', 'escape').state.prompt).toBeNull();
	});
});

describe('a paste', () => {
	const text = 'qw\u001B[31m\u0007\nrm -rf /\r';
	test('is no key', () => {
		const {model, wishes} = afterEvents(begin, {kind: 'paste', text});
		expect(wishes).toEqual([]);
		expect(model.state).toMatchObject({stack: begin.state.stack, message: {tone: 'warning'}});
	});

	test('is text of a search: its first line, without what terminals obey', () => {
		const {model} = afterEvents(afterKeys(begin, '/', 'e'), {kind: 'paste', text});
		expect(model.state.prompt).toBe('eqw[31m');
	});
});

describe('wishes', () => {
	test.each([
		['q', {kind: 'leave'}],
		['ctrl-c', {kind: 'leave'}],
		['e', {kind: 'report'}],
		['s', {kind: 'snapshot'}],
		['r', {kind: 'reread'}],
		['p', {kind: 'pause', isPaused: true}],
	])('%s', (name, wish) => {
		expect(afterEvents(begin, {kind: 'keys', names: [name]}).wishes).toEqual([wish]);
	});

	test('y copies the commands of the finding, whole', () => {
		const [wish] = afterEvents(begin, {kind: 'keys', names: ['y']}).wishes;
		const first = scene.report.findings[0];
		expect(wish).toEqual({kind: 'copy', text: first?.fix.commands.join('\n')});
	});

	test('what the terminal does not take is shown on a page of its own', () => {
		const {model} = afterEvents(begin, {kind: 'copied', isSent: false, text: 'swapoff -a'});
		expect(screenOf(model)).toBe('copied');
		expect(frameText(model)).toContain('swapoff -a');
	});

	test('a node that is not there to look into is asked for, once the screen is opened', () => {
		const bare = modelOf({...scene, inspections: new Map()}, size);
		expect(afterEvents(bare, {kind: 'keys', names: ['9']}).wishes).toEqual([{kind: 'inspect', node: 'cp1'}]);
		expect(afterEvents(begin, {kind: 'keys', names: ['9']}).wishes).toEqual([]);
	});
});

describe('several nodes', async () => {
	const two = await recordedScene(['nodes/healthy-w1.kdiag.json.gz', 'nodes/healthy-w2.kdiag.json.gz']);
	const model = modelOf(two, size);

	test('on the findings m narrows the list to each node in turn, then to none', () => {
		const only = ['m', 'mm', 'mmm'].map((names) => afterKeys(model, ...names).state.filters.node);
		expect(only).toEqual(['w1', 'w2', null]);
		expect(frameText(afterKeys(model, 'm'))).toContain('filter: node w1');
	});

	test('elsewhere m looks at the next node', () => {
		expect(frameText(afterKeys(model, '2'))).toContain('w1 (1 of 2)');
		expect(frameText(afterKeys(model, '2', 'm'))).toContain('w2 (2 of 2)');
		expect(frameText(afterKeys(model, '2', 'm', 'm'))).toContain('w1 (1 of 2)');
	});
});

describe('a new scene', () => {
	const {findings} = scene.report;
	const withFindings = (list: Scene['report']['findings']): Scene => ({
		...scene,
		report: {...scene.report, findings: list},
	});

	test('leaves the cursor on its finding', () => {
		const onSecond = afterKeys(begin, 'j');
		const before = compose(onSecond);
		const key = before.view.rows.at(before.cursor).key;
		const fewer = withFindings(findings.slice(1));
		const {model} = afterEvents(onSecond, {kind: 'scene', scene: fewer, now: drawnAt});
		const now = compose(model);
		expect(now.view.rows.at(now.cursor).key).toBe(key);
	});

	test('that has the opened finding no more says so', () => {
		const opened = afterKeys(begin, 'enter');
		const {model} = afterEvents(opened, {kind: 'scene', scene: withFindings([]), now: drawnAt});
		expect(frameText(model)).toContain('there no more');
	});
});
