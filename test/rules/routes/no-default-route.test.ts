import {noDefaultRoute} from '../../../source/rules/routes/no-default-route.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {address, iface, place, route} from '../../support/node-facts.ts';
import {nodeAt} from '../../support/plan.ts';
import {kubeletKubeconfig, policyRule} from '../../support/routing.ts';

const role = roleOf('worker');
const connected = route({destination: '192.168.56.0/24', at: place('ip route show table all', 6)});
const interfaces = [iface({name: 'eth0', addresses: [address('192.168.56.21/24')]})];
const node = {role, nodeAddress: nodeAt('192.168.56.21/24'), interfaces, policyRules: [], routes: [connected]};
const elsewhere = route({table: '100', destination: '0.0.0.0/0', via: '192.168.56.1'});

testRule(
	noDefaultRoute,
	[
		['there', {...node, routes: [route(), connected]}],
		['a dummy one of an air-gapped cluster', {...node, routes: [route({destination: '0.0.0.0/0', device: 'dummy0'})]}],
		['in a table that is asked', {...node, routes: [connected, elsewhere], policyRules: [policyRule({table: '100'})]}],
		[
			'in the table of a VPN, for all that it did not mark',
			{
				...node,
				routes: [connected, elsewhere],
				policyRules: [policyRule({table: '100', mark: '0xca6c', negated: true})],
			},
		],
		[
			'IPv6 alone',
			{
				...node,
				nodeAddress: nodeAt('fd00::5/64'),
				routes: [route({destination: '::/0', via: 'fe80::1', protocol: 'ra'})],
			},
		],
		[
			'it is not known which tables are asked',
			{role, nodeAddress: nodeAt('192.168.56.21/24'), routes: [connected, elsewhere]},
			{status: 'unknown'},
		],
	],
	[
		[
			'gone, the API server is on the same network',
			{...node, kubeconfigs: [kubeletKubeconfig('https://192.168.56.10:6443')]},
			{
				severity: 'warning',
				expected: 'a default route for IPv4',
				actual: 'there is no default route',
				evidence: [
					{source: 'ip route show table all', line: 6},
					{source: 'ip -d addr', line: 9},
				],
			},
		],
		[
			'gone, and the API server is beyond',
			{...node, kubeconfigs: [kubeletKubeconfig('https://10.9.0.1:6443')]},
			{severity: 'error', actual: 'there is no default route, and no route to the API server 10.9.0.1'},
		],
		[
			'the API server by a name of /etc/hosts',
			{
				...node,
				kubeconfigs: [kubeletKubeconfig('https://api.lab.example:6443')],
				hostsFile: [{address: '10.9.0.1', names: ['api.lab.example'], at: place('/etc/hosts', 3)}],
			},
			{severity: 'error'},
		],
		[
			'a name that only DNS knows',
			{...node, kubeconfigs: [kubeletKubeconfig('https://api.lab.example:6443')]},
			{severity: 'warning'},
		],
		[
			'in a table for marked packets only',
			{...node, routes: [connected, elsewhere], policyRules: [policyRule({table: '100', mark: '0x1'})]},
			{severity: 'warning'},
		],
		[
			'an unreachable one is none',
			{...node, routes: [connected, route({type: 'unreachable', destination: '0.0.0.0/0'})]},
			{severity: 'warning'},
		],
		[
			'of the other family only',
			{...node, routes: [connected, route({destination: '::/0', via: 'fe80::1'})]},
			{severity: 'warning'},
		],
	],
);
