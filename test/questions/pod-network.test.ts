import type {Known} from '../../source/model/rule.ts';
import {cniExecutable} from '../../source/questions/cni-executable.ts';
import {cniPlugin as whichPlugin} from '../../source/questions/cni-plugin.ts';
import {localPods} from '../../source/questions/local-pods.ts';
import {networkPolicyEngine} from '../../source/questions/network-policy-engine.ts';
import {nodePodCidr} from '../../source/questions/node-pod-cidr.ts';
import {podGateway} from '../../source/questions/pod-gateway.ts';
import {weaveRange} from '../../source/questions/weave-range.ts';
import {testAnswers} from '../support/ask.ts';
import {address, cniConfig, cniConfigs, cniPlugin, iface, place, process, route} from '../support/node-facts.ts';
import {nodeAt, plan, podNetwork, range} from '../support/plan.ts';

const winnerOf = (file: string, product: string): Known['cni'] =>
	podNetwork(product, {winner: {file, path: `/etc/cni/net.d/${file}`, name: 'net', at: place(file)}});

const bridgeFile = cniConfig('10-mynet.conflist', [
	cniPlugin('bridge', {ipamType: 'host-local', subnets: ['10.22.0.0/16']}),
]);

testAnswers(whichPlugin, [
	[
		'an empty folder has no plugin',
		{cniConfigs: cniConfigs(), cni: podNetwork(null)},
		[],
		/^No CNI plugin is in use: \/etc\/cni\/net\.d holds no configuration\.$/,
	],
	[
		'an empty folder of which only a part was seen',
		{cniConfigs: cniConfigs(), cni: podNetwork(null)},
		[],
		/is known here/,
		{cniConfigs: 'cut'},
	],
	[
		'an agent that does not run',
		{
			cniConfigs: cniConfigs(cniConfig('10-flannel.conflist', [cniPlugin('flannel'), cniPlugin('portmap')])),
			cni: {
				...winnerOf('10-flannel.conflist', 'flannel'),
				daemon: {expected: ['flanneld'], running: false, pid: null, at: null},
			},
		},
		['flannel', '10-flannel.conflist', 'cbr0', 'portmap'],
		/its agent flanneld does not run\.$/,
	],
]);

testAnswers(cniExecutable, [
	[
		'the first plugin and its IPAM',
		{cniConfigs: cniConfigs(bridgeFile), cni: winnerOf('10-mynet.conflist', 'bridge')},
		['bridge', 'host-local'],
		/^bridge is called first/,
	],
	[
		'a file that cannot be read',
		{cniConfigs: cniConfigs(cniConfig('10-mynet.conflist', [])), cni: winnerOf('10-mynet.conflist', 'bridge')},
		[],
		/is known here/,
	],
]);

testAnswers(nodePodCidr, [
	[
		'Calico allots blocks, which are not the pod CIDR',
		{addressPlan: plan(range('cluster-pods', '10.244.0.0/16', 'kube-proxy clusterCIDR')), cni: podNetwork('calico')},
		[],
		/^calico allots addresses itself.*podCIDR/,
	],
]);

testAnswers(podGateway, [
	[
		'Calico answers for a link-local address',
		{cni: winnerOf('10-calico.conflist', 'calico')},
		['169.254.1.1'],
		/which calico answers for\.$/,
	],
	[
		'Cilium uses the address of its own interface',
		{cni: podNetwork('cilium'), interfaces: [iface({name: 'cilium_host', addresses: [address('10.0.1.5/32')]})]},
		['10.0.1.5'],
		/cilium_host/,
	],
	[
		'a bridge that is not there yet gets the first address of its range',
		{cniConfigs: cniConfigs(bridgeFile), cni: winnerOf('10-mynet.conflist', 'bridge')},
		['10.22.0.1'],
		/first address of its range/,
	],
]);

const weaver = process({argv: ['/home/weave/weaver', '--port=6783', '--ipalloc-range=10.50.0.0/16']});

testAnswers(weaveRange, [
	[
		'the flag of weaver, and the address of its bridge',
		{processes: [weaver], interfaces: [iface({name: 'weave', addresses: [address('10.50.128.0/16')]})]},
		['10.50.0.0/16'],
		/^Weave uses 10\.50\.0\.0\/16; this node's gateway in it is 10\.50\.128\.0\.$/,
	],
	['the default of weaver', {processes: [process({argv: ['/home/weave/weaver']})]}, ['10.32.0.0/12'], /its default/],
	['some processes prove no absence', {processes: []}, [], /is known here/, {processes: 'cut'}],
]);

const pods = plan(range('cluster-pods', '10.0.0.0/8', 'kube-proxy clusterCIDR'));

testAnswers(localPods, [
	[
		'Calico: pods by their own routes, blocks of other nodes through the tunnel',
		{
			nodeAddress: nodeAt('192.168.56.11/24'),
			addressPlan: pods,
			routes: [
				route({destination: '10.244.1.7/32', device: 'cali0123456789a'}),
				route({destination: '10.244.1.0/26', device: null, type: 'blackhole', protocol: 'bird'}),
				route({destination: '10.244.2.0/26', via: '192.168.56.12', device: 'tunl0'}),
			],
		},
		['10.244.1.7/32'],
		/^Local are 10\.244\.1\.7\/32 \(cali0123456789a\); on other nodes are 10\.244\.2\.0\/26 \(tunl0\)\.$/,
	],
	[
		'Cilium: both kinds go through cilium_host',
		{
			nodeAddress: nodeAt('192.168.56.11/24'),
			addressPlan: pods,
			routes: [
				route({destination: '10.0.1.0/24', via: '10.0.1.5', device: 'cilium_host'}),
				route({destination: '10.0.2.0/24', via: '10.0.1.5', device: 'cilium_host'}),
			],
		},
		['10.0.1.0/24'],
		/^Local are 10\.0\.1\.0\/24 \(cilium_host\); on other nodes are 10\.0\.2\.0\/24/,
	],
	[
		'a container engine has no pods of the cluster',
		{
			nodeAddress: nodeAt('192.168.56.11/24'),
			addressPlan: pods,
			cni: podNetwork('flannel'),
			routes: [
				route({destination: '10.244.200.0/24', device: 'docker0'}),
				route({destination: '10.244.1.0/24', device: 'cni0'}),
			],
		},
		['10.244.1.0/24'],
		/^Local are 10\.244\.1\.0\/24 \(cni0\)\.$/,
	],
]);

const calico = (...signs: readonly ('daemon' | 'chain' | 'interface')[]): Known['cni'] =>
	podNetwork('calico', {
		products: [{product: 'calico', score: 3, signs: signs.map((sign) => ({sign, at: place(sign)}))}],
	});

testAnswers(networkPolicyEngine, [
	['the agent that runs', {cni: calico('daemon'), processes: []}, ['calico'], /^calico enforces NetworkPolicy\.$/],
	[
		'the chains of an engine without a process of its own',
		{cni: calico('chain'), processes: []},
		['calico'],
		/^calico enforces/,
	],
	[
		'interfaces alone enforce nothing',
		{cni: calico('interface'), processes: []},
		[],
		/^Nothing enforces NetworkPolicy here/,
	],
	[
		'an engine beside the network',
		{cni: podNetwork('weave'), processes: [process({argv: ['/usr/bin/weave-npc']})]},
		['weave-npc'],
		/^weave-npc enforces/,
	],
	[
		'some processes prove no absence',
		{cni: podNetwork('flannel'), processes: []},
		[],
		/is known here/,
		{processes: 'cut'},
	],
]);
