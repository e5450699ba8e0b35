import type {Known} from '../../source/model/rule.ts';
import {bridgeInterface} from '../../source/questions/bridge-interface.ts';
import {defaultGateway} from '../../source/questions/default-gateway.ts';
import {nodeInterface} from '../../source/questions/node-interface.ts';
import {nodeMacAddress} from '../../source/questions/node-mac-address.ts';
import {portOwners} from '../../source/questions/port-owners.ts';
import {routeToInternet} from '../../source/questions/route-to-internet.ts';
import {testAnswers} from '../support/ask.ts';
import {address, iface, listener, place, route} from '../support/node-facts.ts';
import {nodeAt, podNetwork} from '../support/plan.ts';

const eth0 = iface({name: 'eth0', addresses: [address('192.168.56.11/24')]});

const kubeconfig = (server: string): Known['kubeconfigs'] => [
	{
		path: '/etc/kubernetes/kubelet.conf',
		server,
		user: null,
		certificateAuthorityHash: null,
		clientCertificatePath: null,
		clientCertificate: null,
		hasToken: false,
		hasClientKey: false,
		problem: null,
		at: place('/etc/kubernetes/kubelet.conf', 5),
	},
];

const nat: Partial<Known> = {
	nodeAddress: {
		...nodeAt('10.0.2.15/24'),
		addresses: [{family: 4, address: '10.0.2.15', prefix: 24, interface: 'eth1', at: place()}],
		uplink: 'eth1',
		because: 'default-route',
	},
	interfaces: [eth0, iface({name: 'eth1', mac: '52:54:00:00:00:02', addresses: [address('10.0.2.15/24')]})],
	routes: [route({device: 'eth1', via: '10.0.2.2'}), route({destination: '192.168.56.0/24', source: '192.168.56.11'})],
};

testAnswers(nodeInterface, [
	[
		'a virtual address beside its own is named and is not the node',
		{
			nodeAddress: nodeAt('192.168.56.11/24'),
			interfaces: [{...eth0, addresses: [...eth0.addresses, address('192.168.56.100/32')]}],
		},
		['eth0', '192.168.56.11', 'UP'],
		/it also holds the virtual address 192\.168\.56\.100\.$/,
	],
	[
		'the way to the API server counts more than the default route of a NAT interface',
		{...nat, kubeconfigs: kubeconfig('https://192.168.56.10:6443')},
		['eth0', '192.168.56.11', 'UP'],
		/the API server 192\.168\.56\.10 is behind it, although the default route leaves through eth1/,
	],
	[
		'the API server by a name of the hosts file',
		{
			...nat,
			kubeconfigs: kubeconfig('https://api.example:6443'),
			hostsFile: [{address: '192.168.56.10', names: ['api.example'], at: place('/etc/hosts')}],
		},
		['eth0', '192.168.56.11', 'UP'],
		/192\.168\.56\.10/,
	],
	[
		'a load balancer on loopback says nothing of the way',
		{...nat, kubeconfigs: kubeconfig('https://127.0.0.1:6443')},
		['eth1', '10.0.2.15', 'UP'],
		/default route/,
	],
	[
		'a link that shows no state is up by its flags',
		{nodeAddress: nodeAt('192.168.56.11/24'), interfaces: [{...eth0, state: null}]},
		['eth0', '192.168.56.11', 'UP'],
		/state UP/,
	],
]);

testAnswers(nodeMacAddress, [
	[
		'the MAC address of the same interface',
		{...nat, kubeconfigs: kubeconfig('https://192.168.56.10:6443')},
		['52:54:00:00:00:01'],
		/^eth0/,
	],
	[
		'a tunnel has none',
		{nodeAddress: nodeAt('192.168.56.11/24'), interfaces: [{...eth0, mac: null, linkType: 'none'}]},
		[],
		/^eth0 has no MAC address\.$/,
	],
]);

const bridge = iface({name: 'docker0', kind: 'bridge', state: 'DOWN', addresses: [address('172.17.0.1/16')]});

testAnswers(bridgeInterface, [
	[
		'the bridge of the pod network comes before that of a container engine, which is healthy while it is down',
		{
			interfaces: [
				bridge,
				iface({name: 'cni0', kind: 'bridge', addresses: [address('10.244.1.1/24')], mtu: 1450}),
				iface({name: 'veth1', kind: 'veth', master: 'cni0'}),
			],
			cni: podNetwork('flannel', {
				bridge: {name: 'cni0', ports: 1, addresses: ['10.244.1.1/24'], up: true, mtu: 1450, at: place()},
			}),
		},
		['cni0', 'UP', '10.244.1.1/24', '1450', '1', 'docker0', 'DOWN', '172.17.0.1/16', '1500', '0'],
		/1 port; docker0 is a bridge of a container engine: state DOWN as long as it has no ports/,
	],
	[
		'without kinds a bridge is known by its ports',
		{interfaces: [iface({name: 'br7', detailed: false}), iface({name: 'eth1', master: 'br7', detailed: false})]},
		['br7', 'UP', '1500', '1'],
		/^br7 is a bridge: state UP, no address/,
	],
	[
		'a bond is a master and no bridge',
		{interfaces: [iface({name: 'bond0', kind: 'bond'}), iface({name: 'eth1', master: 'bond0', slaveKind: 'bond'})]},
		[],
		/^There is no bridge\.$/,
	],
	[
		'Calico has none on purpose',
		{interfaces: [eth0], cni: podNetwork('calico')},
		[],
		/^There is no bridge: calico needs none\.$/,
	],
	['without kinds no bridge is no proof', {interfaces: [{...eth0, detailed: false}]}, [], /not known/],
]);

testAnswers(defaultGateway, [
	[
		'several default routes by their metrics',
		{routes: [route({via: '10.0.2.2', device: 'eth1', metric: 200}), route({metric: 100})]},
		['192.168.56.1', 'eth0', '10.0.2.2', 'eth1'],
		/^The default gateway is 192\.168\.56\.1 through eth0 \(metric 100\), then 10\.0\.2\.2 through eth1 \(metric 200\)\.$/,
	],
	['a route without a gateway', {routes: [route({via: null, device: 'ppp0'})]}, ['ppp0'], /no gateway through ppp0/],
	[
		'several hops at once',
		{
			routes: [
				route({
					via: null,
					device: null,
					nextHops: [
						{via: '10.0.0.1', device: 'eth0', weight: 1},
						{via: '10.0.0.2', device: 'eth1', weight: 1},
					],
				}),
			],
		},
		['10.0.0.1', 'eth0', '10.0.0.2', 'eth1'],
		/10\.0\.0\.1 through eth0 or 10\.0\.0\.2 through eth1/,
	],
	[
		'another table is named and is not the answer',
		{routes: [route(), route({via: '10.9.9.9', table: '100'})]},
		['192.168.56.1', 'eth0'],
		/; table 100 has a default route of its own\.$/,
	],
	['an unreachable default is none', {routes: [route({type: 'unreachable'})]}, [], /^There is no default route\.$/],
]);

const rule = (priority: number, table: string, given: object = {}): Known['policyRules'][number] => ({
	...{family: 4, priority, negated: false, from: 'all', to: 'all', inputDevice: null, outputDevice: null, mark: null},
	...{action: 'lookup', table, rest: [], at: place('ip rule', priority)},
	...given,
});

testAnswers(routeToInternet, [
	[
		'a more specific route wins, and the source is that of the link',
		{
			routes: [route(), route({destination: '8.0.0.0/8', via: '10.0.2.2', device: 'eth1', source: '10.0.2.15'})],
			nodeAddress: nodeAt('192.168.56.11/24'),
		},
		['10.0.2.2', 'eth1', '10.0.2.15'],
		/through eth1 by the gateway 10\.0\.2\.2 with the source address 10\.0\.2\.15/,
	],
	[
		'a table that a rule asks first',
		{
			routes: [route(), route({via: '10.9.9.9', device: 'eth9', table: '100'})],
			policyRules: [rule(100, '100'), rule(32766, 'main')],
		},
		['10.9.9.9', 'eth9'],
		/through eth9/,
	],
	[
		'rules for marked packets and for other sources are not for a ping',
		{
			routes: [route(), route({via: '10.9.9.9', device: 'eth9', table: '100'})],
			policyRules: [rule(100, '100', {mark: '0x1'}), rule(101, '100', {from: '10.0.0.0/8'}), rule(32766, 'main')],
		},
		['192.168.56.1', 'eth0'],
		/through eth0/,
	],
	[
		'a blackhole leads nowhere',
		{routes: [route({type: 'blackhole', device: null, via: null})]},
		[],
		/^No route leads to 8\.8\.8\.8\.$/,
	],
]);

testAnswers(portOwners, [
	[
		'an owner that is not visible is said to be so',
		{
			listeners: [
				listener({localPort: 10250}),
				listener({localPort: 22, program: 'sshd'}),
				listener({localPort: 22, family: 6, program: 'sshd'}),
			],
		},
		['22/tcp sshd', '10250/tcp'],
		/22\/tcp sshd and 10250\/tcp of an owner that is not visible\.$/,
	],
	['nothing listens', {listeners: []}, [], /^Nothing listens\.$/],
]);
