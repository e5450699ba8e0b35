import {describe, expect, test} from 'vitest';
import type {PlannedRange} from '../../../source/model/conclusions.ts';
import {spotShown} from '../../../source/ui/model.ts';
import {createPen} from '../../../source/ui/span.ts';
import {alteredScene, hostileName, unsafe} from '../../support/altered-scene.ts';
import {afterKeys, frameText, modelOf, recordedScene} from '../../support/screen.ts';

const rules = ['docker-range-overlap', 'host-route-overlap'];

const docker = await recordedScene(['faults/docker-range-overlap'], rules);
const vpn = await recordedScene(['faults/vpn-route-over-pods'], rules);
const dual = await recordedScene(['nodes/healthy-dual-w1.kdiag.json.gz'], rules);
const size = {columns: 80, rows: 24};
const addresses = {screen: 'addresses'} as const;

const rangeOf = (kind: PlannedRange['kind'], cidr: string, owner = 'somebody'): PlannedRange => ({
	kind,
	cidr,
	family: cidr.includes(':') ? 6 : 4,
	provenance: 'declared',
	owner,
	at: {source: 'ip -d addr', line: 3},
});

const sceneOf = (ranges: readonly PlannedRange[], overlaps: readonly (readonly [number, number])[] = []) => {
	const pairs = overlaps.flatMap(([one, other]) => {
		const [first, second] = [ranges[one], ranges[other]];
		return first === undefined || second === undefined ? [] : [{first, second}];
	});
	return alteredScene(dual, {addressPlan: {ranges, overlaps: pairs, clusterDns: []}});
};

describe('the address plan', () => {
	test.each([
		[40, 12],
		[80, 24],
		[140, 40],
	])('with a bridge in the pod range at %d columns and %d rows', async (columns, rows) => {
		await expect(frameText(modelOf(docker, {columns, rows}, addresses))).toMatchFileSnapshot(
			`frames/addresses-${columns}.txt`,
		);
	});

	test('of both families, without an overlap', async () => {
		await expect(frameText(modelOf(dual, {columns: 80, rows: 40}, addresses))).toMatchFileSnapshot(
			'frames/addresses-dual-80.txt',
		);
	});

	test('with a route that takes the traffic of pods', async () => {
		await expect(frameText(modelOf(vpn, {columns: 100, rows: 40}, addresses))).toMatchFileSnapshot(
			'frames/addresses-route-100.txt',
		);
	});

	test('Enter on an overlap opens the failure about it, and each of its ranges where it stands', () => {
		const overlap = afterKeys(modelOf(docker, size), '4', '/', ...'contains', 'enter');
		expect(spotShown(afterKeys(overlap, 'enter').state)).toMatchObject({
			screen: 'finding',
			subject: 'docker-range-overlap w2',
		});
		const bridge = afterKeys(overlap, 'j', 'j', 'j');
		expect(spotShown(afterKeys(bridge, 'enter').state)).toMatchObject({screen: 'raw', subject: 'ip -d addr', line: 55});
	});

	test('the cursor begins at the first range; y copies it and o shows where it stands', () => {
		const opened = afterKeys(modelOf(docker, size), '4');
		expect(frameText(opened)).toMatch(/> {3}services +10\.96\.0\.0\/12 +=+\n/);
		expect(spotShown(afterKeys(opened, 'o').state)).toMatchObject({subject: 'iptables-save -c', line: 197});
	});

	test('an overlap that no rule holds against the node is only worth knowing', () => {
		const scene = sceneOf([rangeOf('services', '10.0.0.0/8'), rangeOf('route', '10.1.0.0/16')], [[0, 1]]);
		const text = frameText(modelOf(scene, size, addresses));
		expect(text).toMatch(/i info +10\.0\.0\.0\/8 contains 10\.1\.0\.0\/16/);
		expect(text).toMatch(/i route +10\.1\.0\.0\/16 +X/);
	});

	test('a range that lies too far off is listed, not drawn', () => {
		const bridges = Array.from({length: 20}, (_, index) => rangeOf('bridge', `172.${index * 3}.0.0/16`));
		const text = frameText(
			modelOf(sceneOf([...bridges, rangeOf('node', '192.168.0.0/24')]), {columns: 40, rows: 60}, addresses),
		);
		expect(text).toMatch(/node +192\.168\.0\.0\/24 +###/);
		expect(text.match(/\(too /g)).toHaveLength(18);
	});

	test('it is drawn of what was concluded, also where nothing can be looked into', () => {
		const text = frameText(modelOf(alteredScene(docker, {}, null), size, addresses));
		expect(text).toBe(frameText(modelOf(docker, size, addresses)));
		expect(text).toMatch(/! bridge +10\.244\.200\.0\/24 +X/);
		expect(text).toContain('! 1 overlap');
	});

	test('a plan that is not known is no empty plan', () => {
		const scene = alteredScene(docker, {addressPlan: null});
		expect(frameText(modelOf(scene, size, addresses))).toContain('? The address plan is not known.');
	});

	test.each([true, false])('owners of any name stay harmless (ascii %s)', (ascii) => {
		const scene = sceneOf([rangeOf('bridge', '10.0.0.0/8', hostileName), rangeOf('node', '10.1.0.0/16')], [[0, 1]]);
		const model = modelOf(scene, {columns: 140, rows: 40}, addresses);
		const text = frameText({...model, terminal: {...model.terminal, pen: createPen(ascii)}});
		expect(text).toContain(String.raw`ev\e[8m\x07il\nX\u{202E}`);
		for (const line of text.trimEnd().split('\n')) {
			expect(line).not.toMatch(unsafe);
		}
	});

	test('no frame is wider than the screen', () => {
		for (const columns of [40, 61, 80, 110, 140]) {
			for (const line of frameText(modelOf(vpn, {columns, rows: 60}, addresses))
				.trimEnd()
				.split('\n')) {
				expect(line.length).toBeLessThanOrEqual(columns);
			}
		}
	});
});
