import {expect, test} from 'vitest';
import {knownValue} from '../../source/analyzer/draw-conclusions.ts';
import {addressPlan} from '../../source/derive/address-plan.ts';
import {cni} from '../../source/derive/cni.ts';
import {components} from '../../source/derive/components.ts';
import {nodeAddress} from '../../source/derive/node-address.ts';
import {eksWorker} from '../../source/layouts/eks.ts';
import {kubeadmWorker} from '../../source/layouts/kubeadm.ts';
import type {AddressPlan} from '../../source/model/conclusions.ts';
import type {IptablesRule} from '../../source/model/facts/iptables.ts';
import type {Known} from '../../source/model/rule.ts';
import {
	address,
	cniConfig,
	cniConfigs,
	cniPlugin,
	conclude,
	iface,
	kubeletConfig,
	kubeProxyConfig,
	place,
	process,
	route,
	setting,
} from '../support/node-facts.ts';

const eth0 = iface({name: 'eth0', addresses: [address('192.168.56.11/24')]});

const planOf = (known: Partial<Known>): AddressPlan => {
	const given = {processes: [], interfaces: [eth0], routes: [route()], layout: kubeadmWorker, ...known};
	const found = knownValue(conclude(given, [components, nodeAddress, cni, addressPlan]), 'addressPlan');
	expect(found).toBeDefined();
	return found as AddressPlan;
};

const ranges = (known: Partial<Known>): readonly string[] =>
	planOf(known)
		.ranges.filter((range) => range.kind !== 'node')
		.map(
			({kind, cidr, owner, provenance}) => `${kind} ${cidr} ${owner}${provenance === 'inferred' ? ' inferred' : ''}`,
		);

const overlaps = (known: Partial<Known>): readonly string[] =>
	planOf(known).overlaps.map(({first, second}) => `${first.kind} ${first.cidr} ${second.kind} ${second.cidr}`);

const serviceRule = (clusterIp: string, target = 'KUBE-SVC-AAAA'): IptablesRule => ({
	chain: 'KUBE-SERVICES',
	target,
	isGoto: false,
	matches: [{name: '-d', negated: false, values: [`${clusterIp}/32`]}],
	targetOptions: [],
	comment: 'default/kubernetes:https cluster IP',
	packets: null,
	bytes: null,
	at: place('iptables-save -c'),
});

const services = (...clusterIps: readonly string[]): Partial<Known> => ({
	iptables: {
		warnings: [],
		tables: [
			{
				backend: 'nft',
				family: 4,
				name: 'nat',
				complete: true,
				at: place('iptables-save -c'),
				chains: [
					{
						name: 'KUBE-SERVICES',
						policy: null,
						packets: null,
						bytes: null,
						at: place('iptables-save -c'),
						rules: clusterIps.map((ip) => serviceRule(ip)),
					},
				],
			},
		],
	},
});

const proxied = (...cidrs: readonly string[]) => ({kubeProxyConfig: kubeProxyConfig({clusterCidrs: setting(cidrs)})});
const docker = (cidr: string) => iface({name: 'docker0', kind: 'bridge', addresses: [address(cidr)]});

const flannelEnv = {
	network: '10.244.0.0/16',
	subnet: '10.244.1.1/24',
	ipv6Network: null,
	ipv6Subnet: null,
	mtu: 1450,
	masquerade: true,
	at: place('/run/flannel/subnet.env'),
};

test.each<readonly [string, Partial<Known>, readonly string[]]>([
	['only the node', {}, []],
	[
		'flags of the control plane, both families',
		{
			processes: [
				process({argv: ['kube-controller-manager', '--cluster-cidr=10.244.0.0/16,fd00:244::/56']}),
				process({argv: ['kube-apiserver', '--service-cluster-ip-range=10.96.0.0/12']}),
			],
		},
		[
			'cluster-pods 10.244.0.0/16 kube-controller-manager --cluster-cidr',
			'cluster-pods fd00:244::/56 kube-controller-manager --cluster-cidr',
			'services 10.96.0.0/12 kube-apiserver --service-cluster-ip-range',
		],
	],
	[
		"flannel's file, host bits are no matter",
		{flannelEnv},
		['cluster-pods 10.244.0.0/16 FLANNEL_NETWORK', 'node-pods 10.244.1.0/24 FLANNEL_SUBNET'],
	],
	['an empty range of kube-proxy is none', proxied(), []],
	[
		"weave's own range",
		{processes: [process({argv: ['/home/weave/weaver', '--port=6783', '--ipalloc-range=10.32.0.0/12']})]},
		['cluster-pods 10.32.0.0/12 weaver --ipalloc-range'],
	],
	[
		'host-local of the configuration in use',
		{
			cniConfigs: cniConfigs(
				cniConfig('10-bridge.conflist', [cniPlugin('bridge', {subnets: ['10.244.1.0/24']})]),
				cniConfig('87-podman.conflist', [cniPlugin('bridge', {subnets: ['10.88.0.0/16']})]),
			),
		},
		['node-pods 10.244.1.0/24 10-bridge.conflist'],
	],
	[
		'addresses that pods only get out with are not those of the pods',
		{
			cniConfigs: cniConfigs(
				cniConfig('10-aws.conflist', [cniPlugin('aws-cni'), cniPlugin('egress-cni', {subnets: ['fd00::ac:00/118']})]),
			),
		},
		[],
	],
	[
		'podCIDR of kubelet',
		{kubeletConfig: kubeletConfig({podCidr: setting('10.1.0.0/24')})},
		['node-pods 10.1.0.0/24 kubelet podCIDR'],
	],
	['Docker', {interfaces: [eth0, docker('172.17.0.1/16')]}, ['bridge 172.17.0.0/16 docker0']],
	[
		"kubeadm's range by its first address",
		services('10.96.0.1', '10.96.0.10', '10.100.3.4'),
		['services 10.96.0.0/12 iptables KUBE-SERVICES inferred'],
	],
	[
		'no range that ClusterIPs do not prove',
		services('10.100.0.1', '10.100.0.10'),
		['services 10.100.0.0/28 iptables KUBE-SERVICES inferred'],
	],
	[
		'a distribution without a range of its own',
		{...services('172.20.0.1', '172.20.9.9'), layout: eksWorker},
		['services 172.20.0.0/20 iptables KUBE-SERVICES inferred'],
	],
	['a single service', services('10.43.0.1'), ['services 10.43.0.1/32 iptables KUBE-SERVICES inferred']],
	['services of two ranges prove neither', services('10.96.0.1', '172.20.0.1'), []],
	[
		'what is declared is not inferred',
		{
			...services('10.96.0.1'),
			processes: [process({argv: ['kube-apiserver', '--service-cluster-ip-range=10.96.0.0/16']})],
		},
		['services 10.96.0.0/16 kube-apiserver --service-cluster-ip-range'],
	],
	[
		'IPVS has ClusterIPs on a dummy interface',
		{
			interfaces: [
				eth0,
				iface({name: 'kube-ipvs0', kind: 'dummy', addresses: [address('10.96.0.1/32'), address('10.96.0.10/32')]}),
			],
		},
		['services 10.96.0.0/12 kube-ipvs0 inferred'],
	],
	[
		'a route of the company',
		{routes: [route(), route({destination: '10.0.0.0/8', via: '192.168.56.254'})]},
		['route 10.0.0.0/8 route eth0 via 192.168.56.254'],
	],
	[
		'the network of another card',
		{
			interfaces: [eth0, iface({name: 'eth1', addresses: [address('10.5.0.2/24')]})],
			routes: [route(), route({destination: '10.5.0.0/24', device: 'eth1'})],
		},
		['route 10.5.0.0/24 route eth1'],
	],
	["the node's own network", {routes: [route(), route({destination: '192.168.56.0/24'})]}, []],
	[
		'a route that flannel made',
		{
			...proxied('10.244.0.0/16'),
			routes: [route(), route({destination: '10.244.2.0/24', via: '10.244.2.0', device: 'flannel.1'})],
		},
		['cluster-pods 10.244.0.0/16 kube-proxy clusterCIDR'],
	],
	[
		'a route to the pods of another node',
		{...proxied('10.244.0.0/16'), routes: [route(), route({destination: '10.244.2.0/24', via: '192.168.56.12'})]},
		['cluster-pods 10.244.0.0/16 kube-proxy clusterCIDR'],
	],
	[
		'a route that BIRD made',
		{routes: [route(), route({destination: '10.9.0.0/26', via: '192.168.56.12', protocol: 'bird'})]},
		[],
	],
	[
		'link-local and multicast',
		{
			routes: [
				route(),
				route({destination: '169.254.0.0/16'}),
				route({destination: '224.0.0.0/4'}),
				route({destination: 'fe80::/64'}),
				route({destination: 'ff00::/8'}),
			],
		},
		[],
	],
	[
		'a route by another machine inside what the pod network routes itself',
		{
			...proxied('10.244.0.0/16'),
			routes: [
				route(),
				route({destination: '10.244.2.0/24', via: '10.244.2.0', device: 'flannel.1'}),
				route({destination: '10.244.2.0/25', via: '192.168.56.1'}),
			],
		},
		['cluster-pods 10.244.0.0/16 kube-proxy clusterCIDR', 'route 10.244.2.0/25 route eth0 via 192.168.56.1'],
	],
	['routes of other tables', {routes: [route(), route({destination: '10.0.0.0/8', table: 'local'})]}, []],
])('%s', (_, known, expected) => {
	expect(ranges(known)).toEqual(expected);
});

test.each<readonly [string, Partial<Known>, readonly string[]]>([
	['pods of the node are of the cluster', {flannelEnv, ...proxied('10.244.0.0/16')}, []],
	[
		'services among pods',
		{
			...proxied('10.96.0.0/11'),
			processes: [process({argv: ['kube-apiserver', '--service-cluster-ip-range=10.96.0.0/12']})],
		},
		['cluster-pods 10.96.0.0/11 services 10.96.0.0/12'],
	],
	['the node among pods', proxied('192.168.0.0/16'), ['node 192.168.56.0/24 cluster-pods 192.168.0.0/16']],
	[
		'the node among pods, said twice',
		{
			...proxied('192.168.0.0/16'),
			processes: [process({argv: ['kube-controller-manager', '--cluster-cidr=192.168.0.0/16']})],
		},
		['node 192.168.56.0/24 cluster-pods 192.168.0.0/16'],
	],
	[
		'Docker among pods',
		{interfaces: [eth0, docker('10.244.200.1/24')], ...proxied('10.244.0.0/16')},
		['cluster-pods 10.244.0.0/16 bridge 10.244.200.0/24'],
	],
	[
		'Docker on the network of the node',
		{interfaces: [eth0, docker('192.168.56.1/24')]},
		['node 192.168.56.0/24 bridge 192.168.56.0/24'],
	],
	[
		'a VPN over pods',
		{...proxied('10.244.0.0/16'), routes: [route(), route({destination: '10.0.0.0/8', via: '192.168.56.254'})]},
		['cluster-pods 10.244.0.0/16 route 10.0.0.0/8'],
	],
	[
		'pods have addresses of the node network by design',
		{...proxied('192.168.0.0/16'), cniConfigs: cniConfigs(cniConfig('10-aws.conflist', [cniPlugin('aws-cni')]))},
		[],
	],
	[
		'families are not compared',
		{
			...proxied('fd00:244::/56'),
			processes: [process({argv: ['kube-apiserver', '--service-cluster-ip-range=10.96.0.0/12']})],
		},
		[],
	],
])('overlap: %s', (_, known, expected) => {
	expect(overlaps(known)).toEqual(expected);
});

test('the addresses of the cluster DNS stand where they are configured', () => {
	expect(planOf({kubeletConfig: kubeletConfig()}).clusterDns).toEqual([
		{address: '10.96.0.10', at: place('/var/lib/kubelet/config.yaml')},
	]);
	const unset = kubeletConfig({clusterDns: {value: [], from: 'default', at: null}});
	expect(planOf({kubeletConfig: unset}).clusterDns).toEqual([]);
});
