import {describe, expect, test, vi} from 'vitest';
import type {Service} from '../../../source/model/conclusions.ts';
import {reduce} from '../../../source/ui/reduce.ts';
import {firstNode, withConclusions, withoutInspection} from '../../support/scene-with.ts';
import {afterKeys, frameText, modelOf, recordedScene} from '../../support/screen.ts';
import {service} from '../../support/services.ts';

const target = {screen: 'services'} as const;
const scene = await recordedScene(['nodes/healthy-cp1.kdiag.json.gz'], ['service-without-endpoints']);

const rowsOf = (frame: string): readonly string[] =>
	frame.split('\n').filter((line) => /^..[+!i] \w+ .*\d$/.test(line));

describe('the services', () => {
	test.each([
		[40, 12],
		[80, 24],
		[140, 40],
	])('at %d columns and %d rows', async (columns, rows) => {
		await expect(frameText(modelOf(scene, {columns, rows}, target))).toMatchFileSnapshot(
			`frames/services-${columns}.txt`,
		);
	});

	test('those nobody is behind stand first; what a word means stands below', () => {
		const model = afterKeys(modelOf(scene, {columns: 80, rows: 24}, target), 'j');
		const rows = rowsOf(frameText(model));
		expect(rows[0]).toMatch(/^> ! refused default\/nothing:http +10\.105\.213\.249:80\/tcp +- +0$/);
		expect(rows[1]).toMatch(/i partly {2}default\/web-local:http .* 31080 +3$/);
		expect(rows.slice(2).every((row) => row.includes('+ ok'))).toBe(true);
		expect(frameText(model)).toContain('nobody is behind it');
	});

	test('Enter on a service shows its way, UDP told from TCP', () => {
		const model = afterKeys(modelOf(scene, {columns: 80, rows: 24}, target), '/', ...'53/udp', 'enter', 'enter');
		expect(model.state.stack.at(-1)).toMatchObject({screen: 'service', subject: 'kube-system/kube-dns:dns'});
		expect(frameText(model)).toContain('kube-system/kube-dns:dns 10.96.0.10:53 udp');
	});

	test('a service without a name is asked for by its address, one of another mode is told', () => {
		const made = withConclusions(scene, {
			services: [
				service('', 'fd00::a', 443, 1, {name: null, mode: 'ipvs', protocol: 'tcp', endpoints: []}),
				service('default/old', '10.96.0.9', 80, 1, {mode: 'ipvs'}),
				service('', '', 80, 1, {name: null, clusterIp: null, port: null, nodePort: 30_001}),
			],
		});
		const model = modelOf(made, {columns: 140, rows: 24}, target);
		const frame = frameText(model);
		expect(frame).toContain('3 services, proxied by kube-proxy (iptables): 1 empty, 1 stale.');
		expect(frame).toMatch(/! empty +- +\[fd00::a\]:443\/tcp +- +0 {2}ipvs/);
		expect(frame).toMatch(/i stale +default\/old /);
		const subjects = ['fd00::a', 'old', '30001'].map(
			(word) => afterKeys(model, '/', ...word, 'enter', 'enter').state.stack.at(-1)?.subject,
		);
		expect(subjects).toEqual(['[fd00::a]:443', 'default/old', '30001']);
	});

	test('what proxies services may keep them to itself', async () => {
		const frame = frameText(
			modelOf(await recordedScene(['nodes/synthetic--cilium-worker'], []), {columns: 80, rows: 24}, target),
		);
		expect(frame).toContain('? cilium proxies services and keeps them to itself');
	});

	test.each([
		[
			'nodes/healthy-nftables-cp1.kdiag.json.gz',
			/default\/kubernetes:https .*nftables/,
			'proxied by kube-proxy (nftables)',
		],
		[
			'nodes/synthetic--ipvs-worker',
			/\+ ok +- +10\.96\.0\.10:53\/udp +- +2 {2}ipvs/,
			'2 services, proxied by kube-proxy (ipvs).',
		],
		['nodes/healthy-lb1.kdiag.json.gz', /^$/m, 'No services, nobody proxies any.'],
	])('%s', async (source, row, summary) => {
		const frame = frameText(modelOf(await recordedScene([source], []), {columns: 140, rows: 30}, target));
		expect(frame).toMatch(row);
		expect(frame).toContain(summary);
	});

	test('a hostile name moves nothing', () => {
		const name = 'a\u001B[8m/\n\u202Ee\u0301\u5899:x';
		const made = withConclusions(scene, {services: [service(name, '10.96.0.9', 80, 0)]});
		const frame = frameText(modelOf(made, {columns: 140, rows: 24}, target));
		expect(frame).toContain(String.raw`a\e[8m/\n\u{202E}e\u{0301}\u{5899}:x`);
		expect(frame).not.toMatch(/[^\n -~]/);
	});

	test('a node that is not kept is read again when a service is opened', () => {
		const model = afterKeys(modelOf(withoutInspection(scene), {columns: 80, rows: 24}, target), 'j');
		const {model: shown, wishes} = reduce(model, {kind: 'keys', names: ['enter']});
		expect(wishes).toContainEqual({kind: 'inspect', node: firstNode(scene)});
		expect(frameText(shown)).toContain(`Reading ${firstNode(scene)} again`);
	});

	test('of 20,000 services only those in sight are made', () => {
		const touched = vi.fn();
		const many = Array.from({length: 20_000}, (_, index): Service => {
			const made = service(`default/s${index}:http`, `10.${index >> 8}.${index & 255}.1`, 80, 1);
			// Only a row asks for the line that it rests on.
			return Object.defineProperty({...made}, 'steps', {
				get: () => {
					touched();
					return made.steps;
				},
			});
		});
		const model = modelOf(withConclusions(scene, {services: many}), {columns: 80, rows: 24}, target);
		expect(frameText(model)).toContain('20000 services');
		expect(touched.mock.calls.length).toBeLessThan(40);
		touched.mockClear();
		expect(frameText(afterKeys(model, '/', ...'s19999:', 'enter'))).toMatch(/^> \+ ok +default\/s19999:http/m);
		expect(touched.mock.calls.length).toBeLessThan(60);
	});
});
