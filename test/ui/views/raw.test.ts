import {describe, expect, test, vi} from 'vitest';
import type {Capture} from '../../../source/model/capture.ts';
import {compose} from '../../../source/ui/compose.ts';
import {spotShown} from '../../../source/ui/model.ts';
import {remember} from '../../../source/ui/remember.ts';
import type {Target} from '../../../source/ui/target.ts';
import type {Once} from '../../../source/ui/view.ts';
import {firstNode, withInspection, withoutInspection} from '../../support/scene-with.ts';
import {afterEvents, afterKeys, drawnAt, frameText, modelOf, recordedScene} from '../../support/screen.ts';

const scene = await recordedScene(['faults/forward-drop-first-rule'], ['forward-drop']);
const size = {columns: 80, rows: 24};
const source = 'iptables-save -c';

const capture = (id: string, text: string, change: Partial<Capture> = {}): Capture => ({
	id,
	input: {run: [id]},
	parts: [{name: id, text}],
	failure: null,
	partial: null,
	exit: 0,
	stderr: '',
	at: new Date(drawnAt).toISOString(),
	ms: 12,
	...change,
});

const showing = (captures: readonly Capture[], subject: string, at = size, more: Partial<Target> = {}) =>
	modelOf(withInspection(scene, {captures}), at, {screen: 'raw', subject, ...more});

describe('raw output', () => {
	test.each([
		[40, 12],
		[80, 24],
		[140, 40],
	])('at %d columns and %d rows: the line of a finding, marked, under the cursor', async (columns, rows) => {
		const model = afterKeys(modelOf(scene, {columns, rows}), 'o');
		expect(spotShown(model.state)).toMatchObject({screen: 'raw', subject: source});
		await expect(frameText(model)).toMatchFileSnapshot(`frames/raw-${columns}.txt`);
	});

	test('the mark leads to the finding, y copies the line as it is', () => {
		const model = afterKeys(modelOf(scene, size), 'o');
		const text = scene.report.findings[0]?.evidence[0]?.text ?? '';
		expect(afterEvents(model, {kind: 'keys', names: ['y']}).wishes).toEqual([{kind: 'copy', text}]);
		expect(spotShown(afterKeys(model, 'enter').state).screen).toBe('finding');
	});

	test('panning moves the text and leaves the numbers and marks', () => {
		const text = 'abcdefghij'.repeat(20);
		const model = showing([capture('x', `${text}\nshort\n`)], 'x');
		expect(frameText(model)).toMatch(/> 1 abcdefghij.*~\n {2}2 short\n/);
		expect(frameText(afterKeys(model, 'l'))).toMatch(/> 1 ijabcdefgh.*~\n {2}2 *\n/);
		const marked = afterKeys(modelOf(scene, size), 'o', 'l', 'l');
		expect(frameText(marked)).toMatch(/\n> *\d+ .*<- forward-drop\n/);
	});

	test('lines that were cut from a larger file keep their numbers, and a finding finds them', () => {
		const parts = [{name: 'x', text: 'one\ntwo\nthree\n', lineNumbers: [10, 20, 30]}];
		expect(frameText(showing([capture('x', '', {parts})], 'x'))).toMatch(/> 10 one\n {2}20 two\n {2}30 three\n/);
		const {start} = compose(showing([capture('x', '', {parts})], 'x', size, {line: 20})).view;
		expect(start).toBe(1);
	});

	test('parts stand one after another with their names; one of them can be looked at alone', () => {
		const parts = [
			{name: '/a/one', text: 'first\n'},
			{name: '/a/two', text: ''},
			{name: '/a/three', text: 'third'},
		];
		const captures = [capture('/a/*', '', {parts})];
		const all = frameText(showing(captures, '/a/*'));
		expect(all).toMatch(
			/> --- \/a\/one\n {2}1 first\n {2}--- \/a\/two \(it is empty\)\n {2}--- \/a\/three\n {2}1 third\n/,
		);
		const one = frameText(showing(captures, '/a/three'));
		expect(one).toMatch(/\n> 1 third\n/);
		expect(one).not.toContain('first');
	});

	test('what failed says why, and what stderr said', () => {
		const failed = capture('stuck', '', {
			parts: [],
			exit: 124,
			failure: {kind: 'timed-out', detail: 'stuck did not answer within 4 s', remedy: 'try --timeout 20'},
			stderr: 'cannot connect\nsecond\n',
		});
		const text = frameText(showing([failed], 'stuck'));
		expect(text).toContain('? timed out  exit 124   took 12 ms   0 lines');
		expect(text).toMatch(/stuck did not answer within 4 s\n {2}to have it: try --timeout 20\n/);
		expect(text).toMatch(/--- stderr of stuck\n {2}cannot connect\n {2}second\n/);
		const partial = capture('x', 'a\n', {partial: 'pasted output'});
		expect(frameText(showing([partial], 'x'))).toMatch(/not the whole: pasted output\n {2}1 a\n/);
	});

	test('what was never read, a node that is not kept', () => {
		expect(frameText(showing([], 'nothing'))).toContain('Nothing that is called nothing was read on w1.');
		const away = {...modelOf(withoutInspection(scene), size), once: remember()};
		const {wishes, model} = afterEvents(away, {kind: 'keys', names: ['o']});
		expect(wishes).toEqual([{kind: 'inspect', node: firstNode(scene)}]);
		expect(frameText(model)).toContain('Reading w1 again');
		// Once it is there the cursor stands where it should.
		const there = afterEvents(model, {kind: 'scene', scene, now: drawnAt}).model;
		expect(frameText(there)).toBe(frameText(afterKeys(modelOf(scene, size), 'o')));
	});

	test('hostile text is escaped, and found as it is shown', () => {
		const hostile = 'a\u001B[2Jb\u202Ec 节点 e\u0301 \u0000end';
		const model = showing([capture('x', `${hostile}\nplain\n`, {stderr: hostile})], 'x', {columns: 120, rows: 24});
		const text = frameText(afterKeys(model, 'j', '/', ...'\\x00end', 'enter'));
		expect(text).toContain('1 a\\e[2Jb\\u{202E}c');
		expect(text).not.toMatch(/[\u001B\u202E\u0000]/);
		expect(compose(afterKeys(model, 'j', '/', ...'b\\u{202E}c', 'enter', 'n')).cursor).toBe(0);
	});
});

describe('100,000 lines', () => {
	const lines = Array.from({length: 100_000}, (_, index) => `[0:0] -A KUBE-${index} ${'x'.repeat(130)}`);
	const text = `${lines.join('\n')}\n`;
	const begin = showing([capture('big', text)], 'big');

	test('a key makes only the rows that are in sight, and finds the lines once', () => {
		const quote = vi.fn(begin.terminal.pen.quote);
		const made: object[] = [];
		const once: Once = (owner, name, make) =>
			begin.once(owner, name, () => {
				if (name === 'lines') {
					made.push(owner);
				}
				return make();
			});
		const model = {...begin, once, terminal: {...begin.terminal, pen: {...begin.terminal.pen, quote}}};
		for (const keys of [['G'], ['G', 'k', 'k'], ['pagedown'], ['l']]) {
			quote.mockClear();
			expect(frameText(afterKeys(model, ...keys)).length).toBeLessThan(80 * 24);
			expect(quote.mock.calls.length).toBeLessThan(40 * (keys.length + 1));
		}
		expect(made).toHaveLength(1);
		expect(frameText(afterKeys(model, 'G'))).toContain('100000 of 100000');
	});

	test.each([
		['ahead', 'KUBE-99999 ', ['n', 'n'], 99_999],
		['back', 'KUBE-99998 ', ['N'], 99_998],
		['nowhere', 'KUBE-100000 ', [], 0],
	] as const)('a search %s looks at blocks of lines, not at each', (_, words, more, row) => {
		const test = vi.spyOn(RegExp.prototype, 'test');
		const found = afterKeys(begin, '/', ...words, 'enter', ...more);
		const calls = test.mock.calls.length;
		test.mockRestore();
		expect(compose(found).cursor).toBe(row);
		expect(calls).toBeLessThan(10_000);
	});

	test('of one line of many megabytes only what may be seen is escaped', () => {
		const quote = vi.fn(begin.terminal.pen.quote);
		const long = showing([capture('json', `{"é":"${'a'.repeat(5_000_000)}"}`)], 'json');
		const model = {...long, terminal: {...long.terminal, pen: {...long.terminal.pen, quote}}};
		expect(frameText(afterKeys(model, 'l', 'l'))).toMatch(/> 1 a{50,}~\n/);
		expect(Math.max(...quote.mock.calls.map(([part]) => part.length))).toBeLessThan(1000);
	});
});
