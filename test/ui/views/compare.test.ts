import {describe, expect, test} from 'vitest';
import {compareNodes} from '../../../source/analyzer/compare-nodes.ts';
import {inspectNode} from '../../../source/commands/inspect-node.ts';
import type {Inspection, MeaningStatement, Scene} from '../../../source/model/scene.ts';
import {compose} from '../../../source/ui/compose.ts';
import {spotShown} from '../../../source/ui/model.ts';
import {comparedAreas} from '../../../source/ui/views/compared-nodes.ts';
import {recordedSnapshot} from '../../support/recorded-snapshot.ts';
import {afterEvents, afterKeys, drawnAt, frameText, modelOf, recordedScene} from '../../support/screen.ts';

const scene = await recordedScene(['nodes/healthy-cp1.kdiag.json.gz', 'faults/cloned-machine-id'], []);
const target = {screen: 'compare', node: 'w1'} as const;
const size = {columns: 80, rows: 24};

type Meaning = ReturnType<Inspection['meaning']>;

const statement = (key: string, value: string, unique = false): MeaningStatement => ({
	key,
	value,
	at: {source: 'hostname', line: 1},
	unique,
});

const meaningOf = (node: string): Meaning => {
	const meaning = scene.inspections.get(node)?.meaning();
	if (meaning === undefined) {
		throw new Error(`${node} is not there`);
	}
	return meaning;
};

/** An inspection that says just this. */
const saying = (areas: Partial<Meaning>): Inspection => {
	const inspection = scene.inspections.get('w1');
	if (inspection === undefined) {
		throw new Error('w1 is not there');
	}
	const nothing = Object.fromEntries(Object.keys(meaningOf('w1')).map((area) => [area, []])) as unknown as Meaning;
	return {...inspection, meaning: () => ({...nothing, ...areas})};
};

const sceneOf = (meanings: Readonly<Record<string, Partial<Meaning> | null>>): Scene => {
	const [first] = scene.report.nodes;
	const ids = Object.keys(meanings);
	return {
		...scene,
		report: {...scene.report, nodes: first === undefined ? [] : ids.map((id) => ({...first, id}))},
		inspections: new Map(
			Object.entries(meanings).flatMap(([id, areas]) => (areas === null ? [] : [[id, saying(areas)] as const])),
		),
	};
};

const compared = (meanings: Readonly<Record<string, Partial<Meaning> | null>>, columns = 80) =>
	modelOf(sceneOf(meanings), {columns, rows: 24}, {screen: 'compare', node: Object.keys(meanings)[0]});

describe('compare', () => {
	test.each([
		[40, 12],
		[80, 24],
		[140, 40],
	])('at %d columns and %d rows', async (columns, rows) => {
		await expect(frameText(modelOf(scene, {columns, rows}, target))).toMatchFileSnapshot(
			`frames/compare-${columns}.txt`,
		);
	});

	test('of two nodes it is what kdiag diff says', async () => {
		const [before, after] = await Promise.all(
			['nodes/healthy-w1.kdiag.json.gz', 'faults/policy-rule-hijack/w1.kdiag.json.gz'].map(recordedSnapshot),
		);
		if (before === undefined || after === undefined) {
			throw new Error('a recording is gone');
		}
		const side = (node: typeof before, id: string) => ({
			id,
			knowledge: node.knowledge,
			quote: () => '',
			findings: [],
			answers: null,
		});
		const {differences: expected} = compareNodes(side(before, 'before'), side(after, 'after'));
		const areas = comparedAreas([inspectNode(before, []), inspectNode(after, [])]);
		const differing = areas.flatMap(({rows}) => rows.filter(({differs}) => differs));
		expect(expected.length).toBeGreaterThan(0);
		expect(differing.map(({area, key}) => `${area} ${key}`)).toEqual(expected.map(({area, key}) => `${area} ${key}`));
	});

	test('only what differs, and with d all', () => {
		const model = compared({
			a: {node: [statement('kernel', '6.1'), statement('version', '1.34')]},
			b: {node: [statement('kernel', '6.8'), statement('version', '1.34')]},
		});
		expect(frameText(model)).toMatch(/kernel +6\.1 +~ 6\.8/);
		expect(frameText(model)).toContain(' 1 differ, 1 same\n');
		expect(frameText(model)).not.toContain('1.34');
		expect(frameText(afterKeys(model, 'd'))).toMatch(/version +1\.34 +1\.34/);
		expect(frameText(afterKeys(model, 'd', 'd'))).toBe(frameText(model));
	});

	test('what must be unique and is the same is marked, and shown though it is the same', () => {
		const text = frameText(
			compared({
				a: {node: [statement('machine-id', '4f1c', true)]},
				b: {node: [statement('machine-id', '4f1c', true)]},
			}),
		);
		expect(text).toMatch(/= machine-id +4f1c +(?:\S+ )?= 4f1c/);
		expect(text).toContain('0 differ, 1 alike that must be unique, 0 same\n');
	});

	test('what is not known is a question mark and counts as neither the same nor different', () => {
		const model = compared(
			{
				a: {node: [statement('kernel', '6.1'), statement('hostname', 'x', true)]},
				b: {node: null},
				c: {node: [statement('kernel', '6.8')]},
			},
			120,
		);
		expect(frameText(model)).toMatch(/kernel +6\.1 +\? +~ 6\.8/);
		expect(frameText(model)).toMatch(/hostname +x +\? +~ -/);
		expect(frameText(model)).toContain('? not known of b');
		const two = compared({a: {node: [statement('kernel', '6.1')]}, b: {node: null}});
		expect(frameText(two)).toContain('0 differ, 0 same, 1 not known of all\n');
		expect(frameText(two)).toMatch(/node +0 of 1 +\? not known of b/);
	});

	test('nodes that are not kept are asked for, and are question marks until they are there', () => {
		const away = sceneOf({a: {node: [statement('kernel', '6.1')]}, b: null, c: null, d: null});
		const {model, wishes} = afterEvents(modelOf(away, {columns: 80, rows: 24}), {kind: 'keys', names: ['0', 'c']});
		expect(wishes).toEqual([
			{kind: 'inspect', node: 'b'},
			{kind: 'inspect', node: 'c'},
		]);
		expect(frameText(model)).toContain('reading b, c ...');
		const wider = afterEvents(model, {kind: 'size', columns: 140, rows: 24});
		expect(wider.wishes).toContainEqual({kind: 'inspect', node: 'd'});
		const there = {
			...away,
			inspections: new Map([...away.inspections, ['b', saying({node: [statement('kernel', '6.8')]})]]),
		};
		expect(frameText(afterEvents(model, {kind: 'scene', scene: there, now: drawnAt}).model)).toMatch(
			/kernel +6\.1 +~ 6\.8 +\?/,
		);
	});

	test('h and l move over the others as far as there are some, m puts another first', () => {
		const names = Array.from({length: 9}, (_, index) => `n${index + 1}`);
		const model = compared(Object.fromEntries(names.map((name) => [name, {node: [statement('kernel', name)]}])));
		const shown = (keys: readonly string[]): readonly string[] =>
			frameText(afterKeys(model, ...keys))
				.match(/^ +what( +n\d)+/m)?.[0]
				.match(/n\d/g) ?? [];
		expect(shown([])).toEqual(['n1', 'n2', 'n3']);
		expect(shown(['l'])).toEqual(['n1', 'n3', 'n4']);
		expect(shown(Array(30).fill('l'))).toEqual(['n1', 'n8', 'n9']);
		expect(shown([...Array(30).fill('l'), 'h'])).toEqual(['n1', 'n7', 'n8']);
		expect(shown(['m'])).toEqual(['n2', 'n1', 'n3']);
		expect(frameText(afterKeys(model, 'l'))).toContain('h 1 before   l 5 more');
	});

	test('enter shows where it stands, a search finds values', () => {
		const model = modelOf(scene, size, target);
		const found = afterKeys(model, '/', ...'192.168.56.11', 'enter');
		expect(compose(found).view.rows.at(compose(found).cursor).key).toMatch(/^node address$/);
		expect(spotShown(afterKeys(found, 'enter').state)).toMatchObject({screen: 'raw', node: 'w1'});
	});

	test('one node alone says what to do', () => {
		expect(frameText(compared({a: {}}))).toContain('kdiag A B');
	});

	test('hostile keys and values are escaped', () => {
		const hostile = 'a\u001B[2Jb\nc\u202Ed 节点 e\u0301';
		const text = frameText(
			compared({a: {node: [statement(hostile, hostile)]}, b: {node: [statement(hostile, 'other')]}}, 140),
		);
		expect(text).toContain('a\\e[2Jb\\nc\\u{202E}d');
		expect(text).not.toMatch(/[\u001B\u202E]/);
	});
});
