import type {ProxyMode} from '../../../source/model/conclusions.ts';
import type {Known} from '../../../source/model/rule.ts';
import {modeDiffersFromDataplane} from '../../../source/rules/proxy/mode-differs-from-dataplane.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {place} from '../../support/node-facts.ts';
import {plane, proxyAs, replaced} from '../../support/proxy.ts';

const declared = (value: string) => ({value, at: place('/var/lib/kube-proxy/config.conf', 30)});
const node = (given: Partial<ProxyMode>): Partial<Known> => ({
	role: roleOf('worker'),
	iptables: {tables: [], warnings: []},
	nftables: [],
	interfaces: [],
	proxy: proxyAs('iptables', given),
});
const {nftables: _, ...withoutNftables} = node({declared: declared('nftables'), dataPlanes: [plane('iptables')]});

testRule(
	modeDiffersFromDataplane,
	[
		['the same', node({declared: declared('iptables'), dataPlanes: [plane('iptables')]})],
		[
			'the same, with rules of another mode beside',
			node({
				declared: declared('nftables'),
				dataPlanes: [plane('nftables'), plane('iptables')],
			}),
		],
		['no rules yet', node({declared: declared('ipvs')})],
		[
			'kube-proxy does not run',
			node({proxy: null, declared: declared('ipvs'), dataPlanes: [plane('iptables')]}),
			{status: 'skip'},
		],
		['Cilium', {...node({}), proxy: replaced}, {status: 'skip'}],
		['K3s does not say', node({proxy: {name: 'k3s', pid: 5, at: place()}}), {status: 'skip'}],
		['the configuration is in a pod that cannot be read', node({}), {status: 'unknown'}],
		[
			'the rules of the configured mode were not read',
			withoutNftables,
			{status: 'unknown', actual: 'the rules of mode nftables could not be read; run as root'},
		],
	],
	[
		[
			'it fell back',
			node({declared: declared('ipvs'), dataPlanes: [plane('iptables')]}),
			{
				severity: 'error',
				actual: 'kube-proxy is configured for ipvs, but the node has rules of iptables',
				evidence: [
					{source: '/var/lib/kube-proxy/config.conf', line: 30},
					{source: 'iptables-save', line: 40},
				],
			},
		],
		['changed without a restart', node({declared: declared('iptables'), dataPlanes: [plane('nftables')]})],
	],
);
