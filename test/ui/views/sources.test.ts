import {describe, expect, test} from 'vitest';
import type {Capture} from '../../../source/model/capture.ts';
import type {Scene} from '../../../source/model/scene.ts';
import {spotShown} from '../../../source/ui/model.ts';
import {firstNode, inspectionOf, withInspection, withoutInspection} from '../../support/scene-with.ts';
import {afterEvents, afterKeys, drawnAt, frameText, modelOf, recordedScene} from '../../support/screen.ts';

const scene = await recordedScene(['faults/cloned-machine-id'], []);
/** Without what nobody recorded, so that a new collector changes no frame. */
const recorded = withInspection(scene, {
	captures: inspectionOf(scene).captures.filter(({failure}) => failure?.kind !== 'not-recorded'),
});
const target = {screen: 'sources'} as const;
const size = {columns: 80, rows: 24};

const capture = (id: string, change: Partial<Capture> = {}): Capture => ({
	id,
	input: {run: id.split(' ')},
	parts: [{name: id, text: 'one\ntwo\n'}],
	failure: null,
	partial: null,
	exit: 0,
	stderr: '',
	at: new Date(drawnAt - 65_000).toISOString(),
	ms: 0,
	...change,
});

const live = (captures: readonly Capture[]): Scene => {
	const changed = withInspection(scene, {captures});
	const nodes = changed.report.nodes.map((node) => ({...node, origin: 'live' as const}));
	return {...changed, report: {...changed.report, nodes}, progress: {...changed.progress, isLive: true}};
};

describe('sources', () => {
	test.each([
		[40, 12],
		[80, 24],
		[140, 40],
	])('at %d columns and %d rows', async (columns, rows) => {
		await expect(frameText(afterKeys(modelOf(recorded, {columns, rows}), '9'))).toMatchFileSnapshot(
			`frames/sources-${columns}.txt`,
		);
	});

	test('every capture and every fact that is not known is a row', () => {
		const text = frameText(modelOf(scene, {columns: 80, rows: 400}, target));
		const {captures} = inspectionOf(scene);
		expect(text).toContain(`could not be read (1)`);
		expect(text).toContain('? timed out  iptables -L');
		expect(text.match(/^[> ] [+!?-] (?:ok|partial|timed out|missing|not run|no record) /gm)).toHaveLength(
			captures.length,
		);
		const unknown = scene.report.nodes[0]?.readings.filter(({status}) => status === 'unavailable') ?? [];
		expect(unknown.length).toBeGreaterThan(0);
		for (const {fact} of unknown) {
			expect(text).toMatch(new RegExp(`\\? unknown +${fact}:`));
		}
	});

	test('on a live node the slowest stands first, with how old it is; what failed stands before all', () => {
		const captures = [
			capture('fast', {ms: 4}),
			capture('slow', {ms: 4210}),
			capture('stuck', {
				failure: {kind: 'denied', detail: 'stuck may not be read', remedy: 'run as root'},
				stderr: 'permission denied\nmore',
				exit: 1,
			}),
		];
		const text = frameText(afterKeys(modelOf(live(captures), {columns: 80, rows: 30}), '9'));
		expect(text.indexOf('? denied')).toBeLessThan(text.indexOf('slow'));
		expect(text).toMatch(/slow +4\.2s +8 B +2 +1m05s\n.*fast +4 ms/);
		expect(text).toMatch(/why +stuck may not be read\n to have +run as root\n stderr +permission denied\n/);
	});

	test('enter shows the text, and a search finds a name', () => {
		const found = afterKeys(modelOf(scene, size, target), '/', ...'ip neigh', 'enter', 'enter');
		expect(spotShown(found.state)).toMatchObject({screen: 'raw', subject: 'ip neigh'});
	});

	test('a line that was not understood opens where it stands', () => {
		const [first, ...rest] = scene.report.nodes;
		const line = {source: 'ip neigh', line: 3, text: 'what is this', expected: 'a neighbour'};
		const nodes = first === undefined ? [] : [{...first, unrecognised: [line]}, ...rest];
		const model = modelOf({...scene, report: {...scene.report, nodes}}, size, target);
		const at = afterKeys(model, '/', ...'what is this', 'enter');
		expect(frameText(at)).toMatch(/> \? line +ip neigh:3: what is this/);
		expect(spotShown(afterKeys(at, 'enter').state)).toMatchObject({screen: 'raw', subject: 'ip neigh', line: 3});
	});

	test('a hostile name is escaped', () => {
		const name = 'a\u001B[2Jb\nc\u202Ed 节点 e\u0301';
		const text = frameText(modelOf(live([capture(name, {stderr: name})]), size, target));
		expect(text).toContain('a\\e[2Jb\\nc\\u{202E}d');
		expect(text).not.toMatch(/[\u001B\u202E]/);
	});

	test('a node that is not kept is asked for', () => {
		const model = modelOf(withoutInspection(scene), size);
		const {wishes, model: there} = afterEvents(model, {kind: 'keys', names: ['9']});
		expect(wishes).toEqual([{kind: 'inspect', node: firstNode(scene)}]);
		expect(frameText(there)).toContain('Reading w1 again');
	});
});
