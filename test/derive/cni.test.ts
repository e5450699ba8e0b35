import {expect, test} from 'vitest';
import {cni} from '../../source/derive/cni.ts';
import type {CniChain} from '../../source/model/conclusions.ts';
import type {IptablesTable} from '../../source/model/facts/iptables.ts';
import type {NftTable} from '../../source/model/facts/nftables.ts';
import type {Known} from '../../source/model/rule.ts';
import {
	address,
	cniBinaries,
	cniConfig,
	cniConfigs,
	cniPlugin,
	concluded,
	iface,
	listener,
	place,
	process,
} from '../support/node-facts.ts';

const chainOf = (known: Partial<Known>, partial = {}): CniChain => {
	const found = concluded('cni', known, cni, partial);
	expect(found).toBeDefined();
	return found as CniChain;
};

const chains = (...names: readonly string[]): Partial<Known> => ({
	iptables: {
		warnings: [],
		tables: [
			{
				backend: 'nft',
				family: 4,
				name: 'filter',
				complete: true,
				at: place(),
				chains: names.map((name) => ({name, policy: null, packets: null, bytes: null, rules: [], at: place()})),
			} satisfies IptablesTable,
		],
	},
});

const nft = (name: string): Partial<Known> => ({
	nftables: [{family: 'ip', name, chains: [], sets: [], managedByIptables: false, at: place()} satisfies NftTable],
});

const config = (file: string, ...types: readonly string[]) =>
	cniConfigs(
		cniConfig(
			file,
			types.map((type) => cniPlugin(type)),
		),
	);

const daemon = (...argv: readonly string[]) => ({processes: [process({argv})]});
const flannelConfig = config('10-flannel.conflist', 'flannel', 'portmap');
const nodeName = {value: 'n1', at: place('/var/lib/calico/nodename')};
const flannelEnv = {
	network: '10.244.0.0/16',
	subnet: '10.244.1.1/24',
	ipv6Network: null,
	ipv6Subnet: null,
	mtu: 1450,
	masquerade: true,
	at: place('/run/flannel/subnet.env'),
};

test.each<readonly [string, Partial<Known>, string | null, number]>([
	['flannel by its configuration', {cniConfigs: flannelConfig}, 'flannel', 3],
	['flannel by its agent', daemon('/opt/bin/flanneld', '--ip-masq'), 'flannel', 3],
	[
		'flannel by its interface and chains',
		{interfaces: [iface({name: 'flannel.1'})], ...chains('FLANNEL-FWD')},
		'flannel',
		4,
	],
	['flannel by an nft table', {interfaces: [], ...nft('flannel-ipv4')}, 'flannel', 2],
	[
		'flannel with everything',
		{
			cniConfigs: flannelConfig,
			flannelEnv,
			interfaces: [iface({name: 'flannel.1'})],
			...chains('FLANNEL-POSTRTG'),
			...daemon('flanneld'),
		},
		'flannel',
		12,
	],
	[
		'calico',
		{
			cniConfigs: config('10-calico.conflist', 'calico'),
			interfaces: [iface({name: 'cali0123456789a'})],
			calicoNodeName: nodeName,
		},
		'calico',
		7,
	],
	[
		'cilium',
		{cniConfigs: config('05-cilium.conflist', 'cilium-cni'), interfaces: [iface({name: 'cilium_host'})]},
		'cilium',
		5,
	],
	[
		'weave',
		{
			cniConfigs: config('10-weave.conflist', 'weave-net'),
			interfaces: [iface({name: 'weave'})],
			...chains('WEAVE-NPC'),
		},
		'weave',
		7,
	],
	[
		'weave with its port',
		{...daemon('/home/weave/weaver'), listeners: [listener({localPort: 6783, program: 'weaver'})]},
		'weave',
		4,
	],
	['antrea', {cniConfigs: config('10-antrea.conflist', 'antrea'), ...chains('ANTREA-FORWARD')}, 'antrea', 5],
	['OVN-Kubernetes', {cniConfigs: config('10-ovn-kubernetes.conf', 'ovn-k8s-cni-overlay')}, 'ovn-kubernetes', 3],
	[
		'Kube-OVN',
		{cniConfigs: config('01-kube-ovn.conflist', 'kube-ovn'), interfaces: [iface({name: 'ovn0'})]},
		'kube-ovn',
		5,
	],
	[
		'kube-router',
		{cniConfigs: config('10-kuberouter.conflist', 'bridge'), ...daemon('/usr/local/bin/kube-router')},
		'kube-router',
		6,
	],
	['kindnet', {cniConfigs: config('10-kindnet.conflist', 'ptp', 'portmap'), ...daemon('/bin/kindnetd')}, 'kindnet', 6],
	['the AWS VPC CNI', {cniConfigs: config('10-aws.conflist', 'aws-cni'), ...daemon('./aws-k8s-agent')}, 'aws', 6],
	['Azure CNI', {cniConfigs: config('10-azure.conflist', 'azure-vnet')}, 'azure', 3],
	['GKE by the veths of its pods', {interfaces: [iface({name: 'gke0123456789a'})]}, 'gke', 2],
	['NSX', {cniConfigs: config('10-nsx.conf', 'nsx')}, 'nsx', 3],
	['Multus', {cniConfigs: config('00-multus.conf', 'multus')}, 'multus', 3],
	["CRI-O's sample", {cniConfigs: config('100-crio-bridge.conf', 'bridge')}, 'crio-bridge', 3],
	["podman's", {cniConfigs: config('87-podman-bridge.conflist', 'bridge')}, 'podman-bridge', 3],
	['the bridge plugin', {cniConfigs: config('10-mynet.conflist', 'bridge', 'portmap')}, 'bridge', 3],
	['a file that is no JSON, by its name', {cniConfigs: config('10-flannel.conflist')}, 'flannel', 3],
	['nothing', {cniConfigs: cniConfigs(), interfaces: [iface({name: 'cni0', kind: 'bridge'})]}, null, 0],
	[
		'services of a node with chains of kube-proxy only',
		{interfaces: [], ...chains('KUBE-SERVICES', 'KUBE-SVC-X', 'KUBE-SEP-Y')},
		null,
		0,
	],
])('%s', (_, known, product, score) => {
	const found = chainOf(known);
	expect(found.product).toBe(product);
	expect(found.products.find((one) => one.product === product)?.score ?? 0).toBe(score);
});

test('the first file counts, others only speak for what they are', () => {
	const files = cniConfigs(
		cniConfig('05-cilium.conflist', [cniPlugin('cilium-cni')]),
		cniConfig('10-flannel.conflist', [cniPlugin('flannel')]),
	);
	const found = chainOf({cniConfigs: files, ...daemon('flanneld')});
	expect(found.winner).toMatchObject({file: '05-cilium.conflist', path: '/etc/cni/net.d/05-cilium.conflist'});
	expect(found.product).toBe('cilium');
});

test('every program that the runtime calls is looked for, each once', () => {
	const delegating = cniPlugin('flannel', {
		options: {type: 'flannel', delegate: {type: 'bridge', isDefaultGateway: true}},
	});
	const found = chainOf({
		cniConfigs: cniConfigs(
			cniConfig('10-flannel.conflist', [delegating, cniPlugin('portmap'), cniPlugin('bandwidth')]),
		),
		cniBinaries: {
			...cniBinaries('flannel', 'bridge', 'host-local'),
			binaries: [
				...cniBinaries('flannel', 'bridge', 'host-local').binaries,
				{name: 'portmap', directory: '/opt/cni/bin', executable: false, size: 1, at: place()},
			],
		},
	});
	expect(found.plugins.map(({type, ipam, binary}) => [type, ipam, binary])).toEqual([
		['flannel', null, 'present'],
		['bridge', 'host-local', 'present'],
		['host-local', null, 'present'],
		['portmap', null, 'not-executable'],
		['bandwidth', null, 'missing'],
	]);
});

test('IPAM and delegates are programs, too', () => {
	const known = {
		cniConfigs: cniConfigs(
			cniConfig('00-multus.conf', [
				cniPlugin('multus', {delegates: ['calico']}),
				cniPlugin('calico', {ipamType: 'calico-ipam'}),
			]),
		),
	};
	expect(chainOf(known).plugins.map(({type, binary}) => [type, binary])).toEqual([
		['multus', 'unknown'],
		['calico', 'unknown'],
		['calico-ipam', 'unknown'],
	]);
	expect(chainOf({...known, cniBinaries: cniBinaries()}).plugins[0]?.binary).toBe('missing');
	expect(chainOf({...known, cniBinaries: cniBinaries()}, {cniBinaries: 'cut'}).plugins[0]?.binary).toBe('unknown');
	const nowhere = {binaries: [], directories: [], missing: ['/opt/cni/bin']};
	expect(chainOf({...known, cniBinaries: nowhere}).plugins[0]?.binary).toBe('missing');
});

test('the agent runs, does not run, or nobody knows', () => {
	const known = {cniConfigs: flannelConfig};
	expect(chainOf({...known, ...daemon('/opt/bin/flanneld')}).daemon).toMatchObject({
		expected: ['flanneld'],
		running: true,
		pid: 100,
	});
	expect(chainOf({...known, processes: []}).daemon.running).toBe(false);
	expect(chainOf({...known, processes: []}, {processes: 'cut'}).daemon.running).toBeNull();
	expect(chainOf(known).daemon.running).toBeNull();
	const nested = {processes: [process({argv: ['flanneld'], hostNetwork: false})]};
	expect(chainOf({...known, ...nested}).daemon.running).toBe(false);
});

test.each<readonly [string, Partial<Known>, readonly string[]]>([
	[
		'bird alone does not keep Calico',
		{cniConfigs: config('10-calico.conflist', 'calico')},
		['calico-node', 'calico-felix'],
	],
	[
		'Azure with its agent',
		{cniConfigs: cniConfigs(cniConfig('10-azure.conflist', [cniPlugin('azure-vnet', {ipamType: 'azure-cns'})]))},
		['azure-cns'],
	],
	['Azure without', {cniConfigs: config('10-azure.conflist', 'azure-vnet')}, []],
	['Multus with its daemon', {cniConfigs: config('00-multus.conf', 'multus-shim')}, ['multus-daemon']],
	['Multus without', {cniConfigs: config('00-multus.conf', 'multus')}, []],
])('expected agent: %s', (_, known, expected) => {
	expect(chainOf({...known, processes: [process({argv: ['bird', '-R']})]}).daemon).toMatchObject({
		expected,
		running: expected.length > 0 ? false : null,
	});
});

test('the bridge plugin has no agent, K3s is its own', () => {
	expect(chainOf({cniConfigs: config('10-mynet.conflist', 'bridge'), processes: []}).daemon).toMatchObject({
		expected: [],
		running: null,
	});
	const k3s = {
		role: {
			roles: [],
			name: 'worker',
			distribution: 'k3s',
			managed: false,
			certainty: 'determined',
			signs: [],
			version: null,
		},
		components: {
			k3s: {
				name: 'k3s',
				processes: [process({pid: 7, argv: ['k3s agent']})],
				manifest: null,
				flags: [],
				flagsFrom: 'none',
				version: null,
			},
		},
	} as const;
	expect(chainOf({cniConfigs: flannelConfig, processes: [], ...k3s}).daemon).toMatchObject({running: true, pid: 7});
});

const bridge = (given: object = {}) =>
	iface({
		name: 'cni0',
		kind: 'bridge',
		mtu: 1450,
		addresses: [address('10.244.1.1/24'), address('fe80::1/64')],
		...given,
	});
const port = (name: string, master = 'cni0') => iface({name, kind: 'veth', master});

test.each<readonly [string, Partial<Known>, object | null]>([
	[
		'with its ports',
		{cniConfigs: flannelConfig, interfaces: [bridge(), port('veth1'), port('veth2'), port('veth3', 'docker0')]},
		{name: 'cni0', ports: 2, addresses: ['10.244.1.1/24'], up: true, mtu: 1450},
	],
	[
		'that is down',
		{cniConfigs: flannelConfig, interfaces: [bridge({flags: ['BROADCAST']}), port('veth1')]},
		{ports: 1, up: false},
	],
	['without address', {cniConfigs: flannelConfig, interfaces: [bridge({addresses: []})]}, {ports: 0, addresses: []}],
	[
		'with ports as bridge link lists them',
		{
			cniConfigs: flannelConfig,
			interfaces: [bridge()],
			bridgePorts: [{bridge: 'cni0', port: 'veth1', state: null, at: place()}],
		},
		{ports: 1},
	],
	['before the first pod', {cniConfigs: flannelConfig, interfaces: []}, null],
	[
		'with a name of its own',
		{
			cniConfigs: cniConfigs(cniConfig('10-b.conflist', [cniPlugin('bridge', {options: {bridge: 'pods'}})])),
			interfaces: [bridge({name: 'pods'}), bridge()],
		},
		{name: 'pods'},
	],
	[
		'of kube-router',
		{cniConfigs: config('10-kuberouter.conflist', 'kube-router-cni'), interfaces: [bridge({name: 'kube-bridge'})]},
		{name: 'kube-bridge'},
	],
	[
		'of which only the interface is known',
		{interfaces: [iface({name: 'br0', kind: 'bridge'}), bridge()]},
		{name: 'cni0'},
	],
	['of Calico, which has none', {cniConfigs: config('10-calico.conflist', 'calico'), interfaces: [bridge()]}, null],
])('a bridge %s', (_, known, expected) => {
	const found = chainOf(known).bridge;
	expected === null ? expect(found).toBeNull() : expect(found).toMatchObject(expected);
});

const vxlan = (local: string) => ({id: 1, local, device: 'eth0', port: 8472});

test.each<readonly [string, Parameters<typeof iface>[0], readonly [kind: string, overhead: number] | null]>([
	['flannel', {name: 'flannel.1', kind: 'vxlan', vxlan: vxlan('10.0.0.1')}, ['vxlan', 50]],
	['flannel without details', {name: 'flannel.1'}, ['vxlan', 50]],
	['flannel over IPv6', {name: 'flannel-v6.1', kind: 'vxlan', vxlan: vxlan('fd00::1')}, ['vxlan', 70]],
	['flannel with WireGuard', {name: 'flannel-wg', kind: 'wireguard'}, ['wireguard', 60]],
	['Calico with IP-in-IP', {name: 'tunl0', kind: 'ipip', addresses: [address('10.1.0.0/32')]}, ['ipip', 20]],
	['the tunnel that every kernel with the module has', {name: 'tunl0', kind: 'ipip'}, null],
	['an overlay that is down', {name: 'vxlan.calico', kind: 'vxlan', flags: []}, null],
	['a VXLAN that a person made', {name: 'vxlan100', kind: 'vxlan'}, null],
])('overlay: %s', (_, link, expected) => {
	const found = chainOf({interfaces: [iface(link)]}).overlay;
	expect(found === null ? null : [found.kind, found.overhead]).toEqual(expected);
});

test.each<readonly [string, Partial<Known>, number | null]>([
	['of the bridge', {cniConfigs: flannelConfig, interfaces: [bridge()], flannelEnv: {...flannelEnv, mtu: 1400}}, 1450],
	[
		'of the configuration',
		{cniConfigs: cniConfigs(cniConfig('10-calico.conflist', [cniPlugin('calico', {mtu: 1480})]))},
		1480,
	],
	["of flannel's file", {cniConfigs: flannelConfig, flannelEnv}, 1450],
	['of nothing', {cniConfigs: flannelConfig}, null],
])('MTU %s', (_, known, expected) => {
	expect(chainOf(known).mtu).toBe(expected);
});

const calico = {cniConfigs: config('10-calico.conflist', 'calico')};
const oldFlannel = {interfaces: [iface({name: 'flannel.1'})], ...chains('FLANNEL-FWD')};

test.each<readonly [string, Partial<Known>, readonly string[], string | null]>([
	['flannel under Calico', {...calico, processes: [], ...oldFlannel}, ['flannel'], null],
	['flannel under Calico whose agent runs', {...calico, ...oldFlannel, ...daemon('flanneld')}, [], null],
	['an interface alone', {...calico, interfaces: [iface({name: 'flannel.1'})]}, [], null],
	[
		'Canal',
		{
			cniConfigs: cniConfigs(cniConfig('10-canal.conflist', [cniPlugin('calico', {ipamType: 'host-local'})])),
			...oldFlannel,
		},
		[],
		'Canal: flannel with Calico policy',
	],
	[
		'Multus over flannel',
		{
			cniConfigs: cniConfigs(
				cniConfig('00-multus.conf', [cniPlugin('multus')]),
				cniConfig('10-flannel.conflist', [cniPlugin('flannel')]),
			),
			...oldFlannel,
		},
		[],
		'Multus over flannel',
	],
	[
		'Cilium chained to AWS',
		{
			cniConfigs: cniConfigs(cniConfig('05-cilium.conflist', [cniPlugin('aws-cni'), cniPlugin('cilium-cni')])),
			interfaces: [iface({name: 'cilium_host'})],
			processes: [process({argv: ['cilium-agent']}), process({argv: ['aws-k8s-agent']})],
		},
		[],
		'Cilium chained to the AWS VPC CNI',
	],
	[
		"podman's bridge beside flannel",
		{
			cniConfigs: cniConfigs(
				cniConfig('10-flannel.conflist', [cniPlugin('flannel')]),
				cniConfig('87-podman.conflist', [cniPlugin('bridge')]),
			),
			interfaces: [iface({name: 'podman0'})],
		},
		[],
		null,
	],
])('left behind: %s', (_, known, leftovers, combination) => {
	const found = chainOf(known);
	expect(found.leftovers.map((one) => one.product)).toEqual(leftovers);
	expect(found.combination).toBe(combination);
});

test('K3s runs the policy controller of kube-router inside itself', () => {
	const role = {
		roles: [],
		name: 'worker',
		distribution: 'k3s',
		managed: false,
		certainty: 'determined',
		signs: [],
		version: null,
	} as const;
	const known = {cniConfigs: flannelConfig, interfaces: [iface({name: 'kube-bridge'})], ...chains('KUBE-ROUTER-INPUT')};
	expect(chainOf({...known, role}).leftovers).toEqual([]);
	expect(chainOf(known).leftovers.map((one) => one.product)).toEqual(['kube-router']);
});

test('with nothing to look at there is no answer', () => {
	expect(concluded('cni', {listeners: []}, cni)).toBeUndefined();
});
