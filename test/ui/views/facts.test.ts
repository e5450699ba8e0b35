import {describe, expect, test} from 'vitest';
import type {Scene} from '../../../source/model/scene.ts';
import {spotShown} from '../../../source/ui/model.ts';
import {afterEvents, afterKeys, frameText, modelOf, recordedScene} from '../../support/screen.ts';

const scene = await recordedScene(['demo/fault.kdiag.json.gz'], []);
const target = {screen: 'facts'} as const;
const size = {columns: 80, rows: 24};

const withAnswers = (answers: Scene['report']['answers']): Scene => ({...scene, report: {...scene.report, answers}});

describe('facts', () => {
	test.each([
		[40, 12],
		[80, 24],
		[140, 40],
	])('at %d columns and %d rows', async (columns, rows) => {
		await expect(frameText(modelOf(scene, {columns, rows}, target))).toMatchFileSnapshot(`frames/facts-${columns}.txt`);
	});

	test('enter shows all of a question, and from there each line opens in its output', () => {
		const first = scene.report.answers[0];
		const opened = afterKeys(modelOf(scene, size, target), 'enter');
		const text = frameText(opened);
		for (const part of [first?.question, ...(first?.commands ?? []), first?.evidence[0]?.source]) {
			expect(text).toContain(part);
		}
		const raw = afterKeys(opened, '/', ...'evidence', 'enter', 'j', 'enter');
		expect(spotShown(raw.state)).toMatchObject({
			screen: 'raw',
			subject: first?.evidence[0]?.source,
			line: first?.evidence[0]?.line,
		});
		expect(spotShown(afterKeys(raw, 'escape', 'escape').state)).toMatchObject({screen: 'facts', cursor: 0});
	});

	test('y copies the command, o shows the line', () => {
		const model = modelOf(scene, size, target);
		const {wishes} = afterEvents(model, {kind: 'keys', names: ['y']});
		expect(wishes).toEqual([{kind: 'copy', text: scene.report.answers[0]?.commands[0]}]);
		expect(spotShown(afterKeys(model, 'o').state).screen).toBe('raw');
	});

	test('what cannot be answered is marked and counted, and says what is missing', () => {
		const text = frameText(afterKeys(modelOf(scene, size, target), 'G', 'k', '/', ...'etcd port', 'enter'));
		expect(text).toContain('6 without an answer from w1');
		expect(text).toMatch(/> +9 Which etcd port .*\? This worker shows no etcd/);
		expect(text).toContain('ask on a control-plane node');
	});

	test('an answer that denies is an answer', () => {
		expect(frameText(afterKeys(modelOf(scene, size, target), '/', ...'swap', 'enter'))).toMatch(
			/> 35 .* No swap is on\./,
		);
	});

	test('the list is as high for a short answer as for a long one', () => {
		const model = modelOf(scene, size, target);
		const heights = [0, 6, 18, 33].map((row) => {
			const lines = frameText(afterKeys(model, ...Array<string>(row).fill('j'))).split('\n');
			return lines.findIndex((line) => line.startsWith(' answer'));
		});
		expect(new Set(heights).size).toBe(1);
	});

	test('what a node says is escaped', () => {
		const [answer] = scene.report.answers;
		const hostile = 'a\u001B[2Jb\nc\u202Ed 节点 e\u0301';
		const bad = withAnswers(
			answer === undefined
				? []
				: [
						{
							...answer,
							answer: hostile,
							values: [hostile],
							evidence: [{...answer.evidence[0], node: 'w1', source: hostile, line: 1, text: hostile}],
						},
					],
		);
		for (const keys of [[], ['enter']]) {
			const text = frameText(afterKeys(modelOf(bad, size, target), ...keys));
			expect(text).toContain('a\\e[2Jb\\nc\\u{202E}d');
			expect(text).not.toMatch(/[\u001B\u202E]/);
		}
	});

	test('no answers yet', () => {
		expect(frameText(modelOf(withAnswers([]), size, target))).toContain('Nothing is answered yet.');
	});
});
