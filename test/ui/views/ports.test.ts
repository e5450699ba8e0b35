import {describe, expect, test} from 'vitest';
import {spotShown} from '../../../source/ui/model.ts';
import {createPen} from '../../../source/ui/span.ts';
import {alteredScene, hostileName, unsafe} from '../../support/altered-scene.ts';
import {socketOf} from '../../support/many-sockets.ts';
import {afterKeys, frameText, modelOf, recordedScene} from '../../support/screen.ts';

const rules = [
	'port-held-by-foreign-process',
	'kubelet-not-listening',
	'expected-listener-missing',
	'connection-summary',
	'etcd-servers-unmatched',
	'listener-in-nodeport-range',
	'input-missing-accept',
];

const healthy = await recordedScene(['nodes/healthy-cp1.kdiag.json.gz'], rules);
const taken = await recordedScene(['faults/kubelet-port-taken'], rules);
const stopped = await recordedScene(['faults/kubelet-stopped'], rules);
const size = {columns: 80, rows: 24};
const ports = {screen: 'ports'} as const;

describe('the ports', () => {
	test.each([
		[40, 12],
		[80, 24],
		[140, 40],
	])('of a control plane at %d columns and %d rows', async (columns, rows) => {
		await expect(frameText(modelOf(healthy, {columns, rows}, ports))).toMatchFileSnapshot(
			`frames/ports-${columns}.txt`,
		);
	});

	test('with problems first', async () => {
		await expect(frameText(modelOf(taken, size, ports))).toMatchFileSnapshot('frames/ports-taken-80.txt');
	});

	test('Enter on a port that a failure is about opens the failure, o its listener', () => {
		const model = modelOf(taken, size, ports);
		expect(spotShown(afterKeys(model, 'enter').state)).toMatchObject({
			screen: 'finding',
			subject: 'port-held-by-foreign-process w2',
		});
		expect(spotShown(afterKeys(model, 'o').state)).toMatchObject({screen: 'raw', subject: 'netstat -npa', line: 3});
	});

	test('a port on which nothing listens has the failure that names it, and shows what expects it', () => {
		const model = modelOf(stopped, size, ports);
		expect(spotShown(afterKeys(model, 'enter').state).subject).toBe('kubelet-not-listening w1');
		const health = afterKeys(model, 'j');
		expect(frameText(health)).toMatch(/> x missing +10248\/tcp/);
		expect(spotShown(afterKeys(health, 'o').state)).toMatchObject({subject: '/var/lib/kubelet/config.yaml', line: 25});
	});

	test('what is only worth knowing of a port does not soften that nothing listens on it', async () => {
		const scene = await recordedScene(['nodes/etcd-down'], rules);
		const model = modelOf(scene, size, ports);
		expect(frameText(model)).toMatch(/> x missing +2379\/tcp/);
		expect(frameText(model)).toMatch(/ {2}x missing +2380\/tcp/);
		expect(spotShown(afterKeys(model, 'enter').state).subject).toBe('etcd-servers-unmatched cp3');
	});

	test.each([
		['faults/listener-in-nodeport-range', /> ! finding +30080\/tcp - /, 'listener-in-nodeport-range w1'],
		['faults/nft-input-drop', /> x finding +8472\/udp +VXLAN/, 'input-missing-accept w1'],
	])('a failure about a port that else is as it should be comes first: %s', async (source, row, subject) => {
		const model = modelOf(await recordedScene([source], rules), size, ports);
		expect(frameText(model)).toMatch(row);
		expect(spotShown(afterKeys(model, 'enter').state).subject).toBe(subject);
	});

	test('Enter on a port as it should be opens its listener, whatever else is worth knowing of it', () => {
		expect(spotShown(afterKeys(modelOf(healthy, size, ports), 'enter').state)).toMatchObject({
			screen: 'raw',
			subject: 'netstat -npa',
			line: 4,
		});
	});

	test('listeners that are not of Kubernetes stand below the line, each port once', () => {
		const sshd = [22, 22, 53].map((port, index) =>
			socketOf({
				localAddress: index === 1 ? '::' : '0.0.0.0',
				localPort: port,
				state: 'LISTEN',
				program: 'sshd',
				at: {source: 'netstat -npa', line: 900 + index},
			}),
		);
		const known = healthy.inspections.get('cp1')?.listeners ?? [];
		const scene = alteredScene(healthy, {}, {listeners: [...known, ...sshd]});
		const text = frameText(modelOf(scene, {columns: 80, rows: 40}, ports));
		expect(text).toContain('3 not expected');
		expect(text).toMatch(
			/not expected by any role[^\0]*- optional[^\0]*i other +22\/tcp +- +- +0\.0\.0\.0, :: +sshd[^\0]*i other +53\/tcp/,
		);
	});

	test('without what was read the table stands, and how many connections there are is unknown', () => {
		expect(frameText(modelOf(alteredScene(healthy, {}, null), size, ports))).toMatch(/\+ ok +2379\/tcp .*etcd +\?\n/);
	});

	test('a table that is not known is no empty table', () => {
		const scene = alteredScene(healthy, {portTable: null});
		expect(frameText(modelOf(scene, size, ports))).toContain('? What should listen and what does is not known.');
		const reading = {...scene, progress: {...scene.progress, passes: 0}};
		expect(frameText(modelOf(reading, size, ports))).toContain('is not known yet');
	});

	test('a node without Kubernetes expects nothing', () => {
		const text = frameText(modelOf(alteredScene(healthy, {portTable: []}), size, ports));
		expect(text).toContain('No role of this node expects a port.');
		expect(text).toMatch(/Ports {2}12 not expected +1 of 12\n.*\n.*STATE.*\n> i other/);
	});

	test.each([true, false])('a process of any name stays in its column (ascii %s)', (ascii) => {
		const table = (healthy.report.conclusions[0]?.portTable ?? []).map((row) => ({
			...row,
			owner: hostileName,
			purpose: hostileName,
		}));
		const model = modelOf(alteredScene(healthy, {portTable: table}), {columns: 140, rows: 40}, ports);
		const text = frameText({...model, terminal: {...model.terminal, pen: createPen(ascii)}});
		for (const line of text.trimEnd().split('\n')) {
			expect(line).not.toMatch(unsafe);
		}
		expect(text).toContain(String.raw`ev\e[8m\x07il\nX\u{202E}`);
		expect(text).toMatch(/ 380 +62\n/);
	});
});
