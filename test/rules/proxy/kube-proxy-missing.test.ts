import {expect, test} from 'vitest';
import type {Known} from '../../../source/model/rule.ts';
import {kubeProxyMissing} from '../../../source/rules/proxy/kube-proxy-missing.ts';
import {judge, roleOf, testRule} from '../../support/judge.ts';
import {place, process} from '../../support/node-facts.ts';
import {component, componentsOf} from '../../support/port-rows.ts';
import {plane, proxyAs, replaced} from '../../support/proxy.ts';

const kubelet = component('kubelet', {manifest: false, startSeconds: 5319});
const node: Partial<Known> = {
	role: roleOf('worker'),
	processes: [process({argv: ['kubelet']})],
	components: componentsOf(kubelet),
	proxy: proxyAs('none', {proxy: null}),
};
const left = proxyAs('iptables', {proxy: null, confidence: 'medium', dataPlanes: [plane('iptables', 59)]});
const uptime = (value: number) => ({value, at: place('/proc/uptime')});

testRule(
	kubeProxyMissing,
	[
		['it runs', {...node, proxy: proxyAs('iptables')}],
		['K3s holds it inside', {...node, proxy: proxyAs('iptables', {proxy: {name: 'k3s', pid: 5, at: place()}})}],
		['Cilium in its place', {...node, proxy: replaced}],
		['kubelet does not run either', {...node, components: {}}, {status: 'skip'}],
	],
	[
		[
			'nothing proxies',
			{...node, uptime: uptime(9000)},
			{actual: 'nothing proxies services on this node', evidence: [{source: '/proc/100/cmdline'}], severity: 'error'},
		],
		['a node that is starting', {...node, uptime: uptime(5415)}, {severity: 'info'}],
		[
			'its rules show that it ran before, though kubelet was restarted just now',
			{...node, proxy: left, uptime: uptime(5415)},
			{
				severity: 'error',
				actual: 'kube-proxy does not run; its iptables rules are left from before',
				evidence: [{source: 'iptables-save', line: 59}, {source: '/proc/100/cmdline'}],
			},
		],
		['a control-plane node may be spared', {...node, role: roleOf('control-plane')}, {severity: 'warning'}],
		[
			'a control-plane node with rules of it was not',
			{...node, role: roleOf('control-plane'), proxy: left},
			{severity: 'error'},
		],
		['K3s without it', {...node, components: componentsOf(component('k3s', {manifest: false}))}, {severity: 'error'}],
	],
);

test('part of the processes proves no absence', () => {
	expect(judge(kubeProxyMissing, node, {processes: 'hidepid'}).status).toBe('unknown');
});
