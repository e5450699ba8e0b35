import {resolvNameserverUnreachableRange} from '../../../source/rules/dns/resolv-nameserver-unreachable-range.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {address, iface, kubeletConfig, setting} from '../../support/node-facts.ts';
import {plan, range} from '../../support/plan.ts';
import {resolvConf} from '../../support/resolver.ts';

const own = '/etc/resolv.conf';
const upstream = '/run/systemd/resolve/resolv.conf';
const services = range('services', '10.96.0.0/12', 'kube-apiserver --service-cluster-ip-range');
const node = (server: string, given = {}) => ({
	role: roleOf('worker'),
	interfaces: [
		iface({name: 'eth0', addresses: [address('192.168.56.21/24')]}),
		iface({name: 'docker0', addresses: [address('172.17.0.1/16')]}),
	],
	addressPlan: plan(services, range('bridge', '172.17.0.0/16', 'docker0')),
	resolvConfs: [resolvConf(own, [server])],
	kubeletConfig: kubeletConfig({clusterDns: setting(['10.96.0.10']), resolvConf: setting(own)}),
	...given,
});
const elsewhere = {
	resolvConfs: [resolvConf(own, ['10.96.0.10']), resolvConf(upstream, ['192.168.56.1'])],
	kubeletConfig: kubeletConfig({clusterDns: setting(['10.96.0.10']), resolvConf: setting(upstream)}),
};

testRule(
	resolvNameserverUnreachableRange,
	[
		['outside', node('192.168.56.1')],
		['a server of the node itself', node('172.17.0.1')],
		[
			'a range of the network that routes make',
			node('10.0.0.1', {addressPlan: plan(range('route', '10.0.0.0/8', 'eth0'))}),
		],
	],
	[
		[
			'the cluster DNS, which asks the node',
			node('10.96.0.10'),
			{
				severity: 'error',
				actual: `${own} asks 10.96.0.10, which is inside 10.96.0.0/12 (kube-apiserver --service-cluster-ip-range)`,
				evidence: [{source: own, line: 1}, {line: 7}],
				fix: {commands: [`grep -n nameserver ${own}`, 'ip route get 10.96.0.10']},
			},
		],
		['the cluster DNS, and pods are given another file', node('', elsewhere), {severity: 'info'}],
		['a company server inside the range of docker', node('172.17.3.4'), {severity: 'error'}],
		[
			'a range that is only inferred',
			node('10.96.0.53', {addressPlan: plan({...services, provenance: 'inferred'})}),
			{severity: 'warning'},
		],
	],
);
