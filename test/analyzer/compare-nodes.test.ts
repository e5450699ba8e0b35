import {describe, expect, test} from 'vitest';
import {assembleReport} from '../../source/analyzer/analyze.ts';
import {wholeCatalogue} from '../../source/commands/catalogue.ts';
import {diffNodes} from '../../source/commands/diff.ts';
import type {Report} from '../../source/model/report.ts';
import {recordedSnapshot} from '../support/recorded-snapshot.ts';

const diff = async (before: string, after: string) =>
	diffNodes(await recordedSnapshot(before), await recordedSnapshot(after), wholeCatalogue, 'test').differences;

const denied = {status: 'unavailable', kind: 'denied', remedy: 'run as root'} as const;

const w1 = 'nodes/healthy-w1.kdiag.json.gz';

test('a recording does not differ from itself', async () => {
	expect(await diff(w1, w1)).toEqual([]);
});

test('a rule that was added differs, and the finding that it makes; counters, times and pods do not', async () => {
	const differences = await diff(w1, 'faults/forward-drop-first-rule/w1.kdiag.json.gz');
	expect(differences.map(({area, key, before}) => [area, key, before])).toEqual([
		['iptables', 'ip filter FORWARD: -j DROP', null],
		['findings', 'forward-drop', null],
	]);
	expect(differences[0]?.evidence).toMatchObject([
		{node: 'w1 after', source: 'iptables-save -c', text: expect.stringContaining('-A FORWARD -j DROP')},
	]);
});

test.each([
	['a stopped kubelet', 'kubelet-stopped', 'listeners', /^tcp .*:10250$/],
	['a setting of kubelet', 'kubelet-read-only-port', 'kubelet', /^readOnlyPort$/],
	['a route', 'own-pod-route-wrong-device', 'routes', /^10\.244\./],
	['a policy rule', 'policy-rule-hijack', 'policy rules', /./],
	['a kernel parameter', 'ip-forward-off', 'sysctls', /^net\.ipv4\.ip_forward$/],
	['the hostname', 'hostname-changed', 'node', /^hostname$/],
	['a bridge that is down', 'cni0-down', 'pod network', /^bridge$/],
	['an MTU', 'uplink-mtu-below-overlay', 'interfaces', /^eth0$/],
])('%s is seen', async (_, fault, area, key) => {
	const node = fault === 'kubelet-read-only-port' ? 'w2' : 'w1';
	const differences = await diff(`nodes/healthy-${node}.kdiag.json.gz`, `faults/${fault}/${node}.kdiag.json.gz`);
	expect(differences.filter((each) => each.area === area).map((each) => each.key)).toContainEqual(
		expect.stringMatching(key),
	);
});

test('areas that a side does not know are named, and are no difference', async () => {
	const whole = await recordedSnapshot('faults/forward-drop-first-rule/w1.kdiag.json.gz');
	const blind = {...whole, knowledge: {...whole.knowledge, iptables: {...denied, reason: 'not read'}}};
	const {differences, unknown} = diffNodes(await recordedSnapshot(w1), blind, wholeCatalogue, 'test');
	expect(unknown).toEqual(['iptables']);
	expect(differences.map(({area}) => area)).not.toContain('iptables');
});

test('a failure that can no longer be seen is not gone', async () => {
	const fault = await recordedSnapshot('faults/forward-drop-first-rule/w1.kdiag.json.gz');
	const {iptables, ...rest} = fault.knowledge;
	const blind = {...fault, knowledge: {...rest, iptables: {...denied, reason: 'iptables-save -c may not be read'}}};
	const found = diffNodes(fault, blind, wholeCatalogue, 'test').differences.find(({key}) => key === 'forward-drop');
	expect(iptables?.status).toBe('ready');
	expect(found?.before).toMatch(/^error: /);
	expect(found?.after).toMatch(/^unknown: .*may not be read/);
});

describe('a report without its snapshot', () => {
	const reportOf = async (name: string): Promise<Report> =>
		assembleReport([await recordedSnapshot(name)], wholeCatalogue, 'test');
	const given = async (name: string, change: (report: Report) => Report = (report) => report) => ({
		report: change(await reportOf(name)),
		node: 'w1',
	});

	test('does not differ from its node, nor from itself', async () => {
		for (const after of [await recordedSnapshot(w1), await given(w1)]) {
			const {differences, unknown} = diffNodes(await given(w1), after, wholeCatalogue, 'test');
			expect(differences).toEqual([]);
			expect(unknown).toEqual(expect.arrayContaining(['iptables', 'routes', 'sysctls']));
		}
	});

	test('tells which findings came and went, with the lines that it cites', async () => {
		const {before, differences} = diffNodes(
			await given('faults/forward-drop-first-rule/w1.kdiag.json.gz'),
			await recordedSnapshot(w1),
			wholeCatalogue,
			'test',
		);
		expect(before.node).toBe('w1');
		expect(differences).toEqual([
			expect.objectContaining({
				area: 'findings',
				key: 'forward-drop',
				before: expect.stringMatching(/^error: /),
				after: null,
				evidence: [expect.objectContaining({node: 'w1 before', text: expect.stringContaining('FORWARD')})],
			}),
		]);
	});

	test('tells answers and conclusions that are another', async () => {
		const {differences} = diffNodes(
			await given(w1),
			await given('nodes/healthy-bridge-w1.kdiag.json.gz'),
			wholeCatalogue,
			'test',
		);
		const areas = new Set(differences.map(({area}) => area));
		expect(areas).toContain('answers');
		expect(areas).toContain('pod network');
		expect(differences).toContainEqual(
			expect.objectContaining({
				area: 'answers',
				key: 'Which CNI plugin is in use?',
				before: expect.stringContaining('flannel'),
			}),
		);
	});

	test('of an older kdiag did not judge a rule that is new: nothing is said to have come', async () => {
		const without = (report: Report): Report => ({
			...report,
			findings: report.findings.filter(({rule}) => rule !== 'forward-drop'),
		});
		const {differences} = diffNodes(
			await given(w1, without),
			await given('faults/forward-drop-first-rule/w1.kdiag.json.gz'),
			wholeCatalogue,
			'test',
		);
		expect(differences.find(({key}) => key === 'forward-drop')?.before).toBe('unknown: not judged');
	});

	test('tags of secrets that are numbered otherwise make no difference', async () => {
		const tagged =
			(number: number) =>
			(report: Report): Report => ({
				...report,
				findings: report.findings.map((finding, index) =>
					index === 0 ? {...finding, status: 'fail', actual: `kubelet runs with <token#${number}>`} : finding,
				),
				answers: report.answers.map((answer) => ({...answer, values: [...answer.values, `<password#${number}>`]})),
			});
		const {differences} = diffNodes(await given(w1, tagged(1)), await given(w1, tagged(7)), wholeCatalogue, 'test');
		expect(differences).toEqual([]);
	});
});
