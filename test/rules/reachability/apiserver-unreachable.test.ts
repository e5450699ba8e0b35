import {expect, test} from 'vitest';
import {apiserverUnreachable} from '../../../source/rules/reachability/apiserver-unreachable.ts';
import {clockAt} from '../../support/certificates.ts';
import {judge, roleOf, testRule} from '../../support/judge.ts';
import {connection, kubeletConfig, place, process} from '../../support/node-facts.ts';
import {kubeletKubeconfig} from '../../support/routing.ts';

const kubelet = process({argv: ['/usr/bin/kubelet'], pid: 19314, startSeconds: 1000});
const source = '/var/log/kubelet.log';
const says = (text: string, time = '2026-11-21T05:03:21.205Z') => [
	{
		component: 'kubelet',
		source,
		namespace: null,
		pod: null,
		podUid: null,
		container: null,
		restart: null,
		lines: [{text, time, at: place(source, 400)}],
	},
];
const failed = (what: string, pid = 19314, server = '192.168.56.10:6443') =>
	`E1121 05:03:21.205993   ${pid} controller.go:195] "Failed to update lease" err="Put \\"https://${server}/apis/leases/w1?timeout=10s\\": ${what}"`;
const refused = failed('dial tcp 192.168.56.10:6443: connect: connection refused');
const node = {
	role: roleOf('worker'),
	components: {
		kubelet: {
			name: 'kubelet',
			processes: [kubelet],
			manifest: null,
			flags: [],
			flagsFrom: 'process' as const,
			version: null,
		},
	},
	kubeletConfig: kubeletConfig(),
	kubeconfigs: [kubeletKubeconfig('https://192.168.56.10:6443')],
	connections: [connection({remoteAddress: '192.168.56.10', remotePort: 6443, program: 'kube-proxy', pid: 7})],
	logs: says(refused),
	clock: clockAt('2026-11-21T05:05:00Z'),
	uptime: {value: 5000, at: place('/proc/uptime')},
};
const connected = connection({remoteAddress: '192.168.56.10', remotePort: 6443, program: 'kubelet', pid: 19314});
const byName = {kubeconfigs: [kubeletKubeconfig('https://api.lab.example:6443')]};

testRule(
	apiserverUnreachable,
	[
		['connected, whatever the log said before', {...node, connections: [connected]}],
		['the owner is not visible', {...node, connections: [{...connected, program: null, pid: null}]}],
		['connected by name', {...node, ...byName, connections: [{...connected, remoteAddress: '10.9.0.1'}]}],
		['an address that was cut', {...node, connections: [{...connected, remoteAddress: 'fd00:10:9:', truncated: true}]}],
		['no kubelet', {...node, components: {}}, {status: 'skip'}],
		[
			'an earlier kubelet said so',
			{...node, logs: says(failed('connect: connection refused', 87))},
			{status: 'unknown'},
		],
		[
			'it said so of another server',
			{...node, logs: says(failed('connect: connection refused', 19314, '10.0.0.9:6443'))},
			{status: 'unknown'},
		],
		[
			'its log is silent, as behind a proxy',
			{...node, logs: says('I1121 05:03:21.205993   19314 kubelet.go:1] fine')},
			{status: 'unknown'},
		],
		['before it started', {...node, logs: says(refused, '2026-11-21T02:00:00.000Z')}, {status: 'unknown'}],
		['no kubeconfig', {...node, kubeconfigs: []}, {status: 'unknown'}],
	],
	[
		[
			'refused',
			node,
			{
				expected: 'an established connection of kubelet to 192.168.56.10:6443',
				actual:
					'kubelet does not reach the API server at 192.168.56.10:6443: the connection is refused: nothing listens there, or a firewall rejects it',
				evidence: [
					{source, line: 400},
					{source: '/etc/kubernetes/kubelet.conf', line: 5},
				],
				fix: {
					commands: [
						'curl -k --connect-timeout 3 https://192.168.56.10:6443/livez',
						'ip route get 192.168.56.10',
						'journalctl -u kubelet -n 50 --no-pager',
					],
				},
			},
		],
		[
			'timed out',
			{...node, logs: says(failed('dial tcp 192.168.56.10:6443: i/o timeout'))},
			{actual: expect.stringContaining('it times out') as unknown as string},
		],
		[
			'an expired certificate',
			{...node, logs: says(failed('tls: failed to verify certificate: x509: certificate has expired'))},
			{actual: expect.stringContaining('the certificate is not accepted') as unknown as string},
		],
		[
			'a name that is not found',
			{
				...node,
				...byName,
				logs: says(failed('dial tcp: lookup api.lab.example: no such host', 19314, 'api.lab.example:6443')),
			},
			{actual: expect.stringContaining('its name cannot be looked up') as unknown as string},
		],
		[
			'no route',
			{...node, logs: says(failed('dial tcp 192.168.56.10:6443: connect: no route to host'))},
			{actual: expect.stringContaining('no route leads there') as unknown as string},
		],
		['it has only just started', {...node, uptime: {value: 1110, at: place('/proc/uptime')}}, {severity: 'warning'}],
	],
);

test('part of the connections proves no absence', () => {
	expect(judge(apiserverUnreachable, node, {connections: 'pasted output'}).status).toBe('unknown');
});
