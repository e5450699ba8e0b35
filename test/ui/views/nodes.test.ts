import {describe, expect, test} from 'vitest';
import type {Scene} from '../../../source/model/scene.ts';
import {compose} from '../../../source/ui/compose.ts';
import {nodeShown, spotShown} from '../../../source/ui/model.ts';
import {afterKeys, frameText, modelOf, recordedScene} from '../../support/screen.ts';

const read = await recordedScene(
	['nodes/healthy-cp1.kdiag.json.gz', 'faults/cloned-machine-id'],
	['duplicate-machine-id', 'swap-on'],
);
const scene: Scene = {...read, failures: ['saved/w3.kdiag.json.gz: no such file or folder']};
const target = {screen: 'nodes'} as const;
const size = {columns: 80, rows: 24};

/** The scene with its first node so many times. */
const manyNodes = (count: number): Scene => {
	const [first] = scene.report.nodes;
	const ids = Array.from({length: count}, (_, index) => `node-${index + 1}`);
	const nodes = first === undefined ? [] : ids.map((id) => ({...first, id}));
	const findings = scene.report.findings.slice(0, 1).map((each) => ({...each, nodes: ['node-150']}));
	return {...scene, failures: [], report: {...scene.report, nodes, findings, conclusions: []}};
};

describe('nodes', () => {
	test.each([
		[40, 12],
		[80, 24],
		[140, 40],
	])('at %d columns and %d rows', async (columns, rows) => {
		await expect(frameText(afterKeys(modelOf(scene, {columns, rows}), '0'))).toMatchFileSnapshot(
			`frames/nodes-${columns}.txt`,
		);
	});

	test('the worst stands first; what could not be read is counted and said before all', () => {
		const text = frameText(modelOf(scene, size, target));
		expect(text).toContain('3 nodes, 2 with errors, 1 not read');
		expect(text.indexOf('? not read')).toBeLessThan(text.indexOf('w1 '));
		expect(text.lastIndexOf('cp1  ')).toBeGreaterThan(text.lastIndexOf('w2  '));
		const begun = afterKeys(modelOf(scene, size), '0');
		expect(compose(begun).view.rows.at(compose(begun).cursor).key).toBe('w1');
	});

	test('enter shows the findings of that node, and all of them again', () => {
		const chosen = afterKeys(modelOf(scene, size), '0', '/', ...'cp1', 'enter', 'enter');
		expect(nodeShown(chosen)).toBe('cp1');
		expect(spotShown(chosen.state).screen).toBe('overview');
		expect(frameText(chosen)).toContain('filter: node cp1');
		expect(frameText(chosen)).toContain('x 1 error (1 hidden)');
		expect(frameText(afterKeys(chosen, 'a'))).not.toContain('filter:');
	});

	test('c compares with the node under the cursor first', () => {
		const compared = afterKeys(modelOf(scene, size), '0', 'j', 'c');
		expect(spotShown(compared.state)).toMatchObject({screen: 'compare', node: 'w2'});
	});

	test('200 nodes: the one with a failure stands first, the last is a key away', () => {
		const model = afterKeys(modelOf(manyNodes(200), size), '0');
		expect(frameText(model)).toMatch(/> node-150 +1 +0 +0/);
		expect(frameText(afterKeys(model, 'G'))).toMatch(/> node-200 /);
		expect(frameText(afterKeys(model, '/', ...'node-77', 'enter'))).toMatch(/> node-77 /);
	});

	test('a hostile name is escaped', () => {
		const [first] = scene.report.nodes;
		const id = 'a\u001B[2Jb\nc\u202Ed 节点 e\u0301';
		const nodes = first === undefined ? [] : [{...first, id, role: id, distribution: id, takenAt: id}];
		const bad = {...scene, failures: [id], report: {...scene.report, nodes}};
		const text = frameText(modelOf(bad, {columns: 140, rows: 24}, target));
		expect(text).toContain('a\\e[2Jb\\nc\\u{202E}d');
		expect(text).not.toMatch(/[\u001B\u202E]/);
	});
});
