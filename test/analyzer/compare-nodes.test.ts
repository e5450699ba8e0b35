import {expect, test} from 'vitest';
import {wholeCatalogue} from '../../source/commands/catalogue.ts';
import {diffNodes} from '../../source/commands/diff.ts';
import {recordedSnapshot} from '../support/recorded-snapshot.ts';

const diff = async (before: string, after: string) =>
	diffNodes(await recordedSnapshot(before), await recordedSnapshot(after), wholeCatalogue, 'test').differences;

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
