import {expect, test} from 'vitest';
import {knownValue} from '../../source/analyzer/draw-conclusions.ts';
import type {Conclusions} from '../../source/model/conclusions.ts';
import {type RecordedNode, readRecordedNode} from '../support/recorded-node.ts';

const conclude = async <K extends keyof Conclusions>(node: RecordedNode, name: K): Promise<Conclusions[K]> => {
	const value = knownValue(await readRecordedNode(node), name);
	expect(value, `${name} of ${node}`).toBeDefined();
	return value as Conclusions[K];
};

test.each<readonly [RecordedNode, readonly string[], string, string]>([
	['control-plane', ['control-plane', 'etcd'], 'kubeadm', 'control-plane'],
	['etcd-down', ['control-plane', 'etcd'], 'kubeadm', 'control-plane'],
	['worker', ['worker'], 'kubeadm', 'worker'],
	['kubelet-stopped', ['worker'], 'kubeadm', 'worker'],
	['bridge-worker', ['worker'], 'kubeadm', 'worker'],
	['load-balancer', ['load-balancer'], 'none', 'load-balancer'],
])('%s is %s', async (node, roles, distribution, name) => {
	expect(await conclude(node, 'role')).toMatchObject({
		roles,
		distribution,
		name,
		managed: false,
		certainty: 'determined',
	});
});

test.each<readonly [RecordedNode, readonly string[]]>([
	['control-plane', []],
	['worker', []],
	['load-balancer', []],
	['bridge-worker', []],
	['dual-stack-worker', []],
	['etcd-down', ['2379 missing', '2380 missing', '2381 missing']],
	['kubelet-stopped', ['10250 missing', '10248 missing']],
])('ports of %s that are not as they should be: %j', async (node, expected) => {
	const rows = await conclude(node, 'portTable');
	expect(
		rows.filter((row) => row.status !== 'ok' && row.status !== 'optional').map((row) => `${row.port} ${row.status}`),
	).toEqual(expected);
});

test('the port table of a control plane shows who listens, where, and which flag says so', async () => {
	const rows = await conclude('control-plane', 'portTable');
	const scheduler = rows.find((row) => row.port === 10259);
	expect(scheduler).toMatchObject({owner: 'kube-scheduler', scope: 'loopback', status: 'ok'});
	const etcd = rows.find((row) => row.port === 2379);
	expect(etcd?.listeners).toHaveLength(2);
	// As it runs; shown where the manifest has the same flag on a line of its own.
	expect(etcd?.expectedAt?.source).toBe('/etc/kubernetes/manifests/etcd.yaml');
	// The kernel opens the port of VXLAN: nobody owns it.
	expect(rows.find((row) => row.port === 8472)).toMatchObject({protocol: 'udp', owner: null, status: 'ok'});
});

test('connections of etcd are those that ss counts', async () => {
	expect(await conclude('control-plane', 'etcd')).toMatchObject({
		clientPorts: [2379],
		peerPorts: [2380],
		clients: {count: 62, byAddress: [{address: '127.0.0.1', count: 62}]},
		peers: {
			count: 13,
			byAddress: [
				{address: '192.168.56.12', count: 7},
				{address: '192.168.56.13', count: 6},
			],
		},
		connectionsKnown: true,
	});
});

test('a stopped etcd has no connections but members that it expects', async () => {
	const etcd = await conclude('etcd-down', 'etcd');
	expect(etcd).toMatchObject({clients: {count: 0}, peers: {count: 0}, connectionsKnown: true});
	expect(etcd.expected.map(({sign, members}) => [sign, members])).toEqual([
		['etcd --initial-cluster', 3],
		['etcd --initial-cluster-state=existing', 2],
	]);
});

test.each<readonly [RecordedNode, readonly string[]]>([
	['control-plane', []],
	['worker', []],
	['bridge-worker', []],
	['dual-stack-worker', []],
	['docker-range-overlap', ['cluster-pods 10.244.0.0/16 bridge 10.244.200.0/24']],
])('ranges of %s that overlap: %j', async (node, expected) => {
	const {overlaps} = await conclude(node, 'addressPlan');
	expect(overlaps.map(({first, second}) => `${first.kind} ${first.cidr} ${second.kind} ${second.cidr}`)).toEqual(
		expected,
	);
});

test('the address plan of a control plane is declared by flags and files', async () => {
	const {ranges, clusterDns} = await conclude('control-plane', 'addressPlan');
	expect(ranges.map(({kind, cidr, owner}) => `${kind} ${cidr} ${owner}`)).toEqual([
		'node 192.168.56.0/24 eth0',
		'cluster-pods 10.244.0.0/16 kube-controller-manager --cluster-cidr',
		'cluster-pods 10.244.0.0/16 kube-proxy clusterCIDR',
		'cluster-pods 10.244.0.0/16 FLANNEL_NETWORK',
		'node-pods 10.244.0.0/24 FLANNEL_SUBNET',
		'services 10.96.0.0/12 kube-apiserver --service-cluster-ip-range',
		'services 10.96.0.0/12 kube-controller-manager --service-cluster-ip-range',
	]);
	expect(clusterDns.map(({address}) => address)).toEqual(['10.96.0.10']);
});

test('a dual-stack node has an address of each family', async () => {
	const {addresses, uplink, because, physical} = await conclude('dual-stack-worker', 'nodeAddress');
	expect(addresses.map(({address, prefix}) => `${address}/${prefix}`)).toEqual(['192.168.56.21/24', 'fd00:56::21/64']);
	expect({uplink, because, physical}).toEqual({uplink: 'eth0', because: 'node-ip', physical: ['eth0']});
});

test.each<readonly [RecordedNode, string, boolean | null, string | undefined, number | undefined]>([
	['control-plane', 'flannel', true, undefined, undefined],
	['worker', 'flannel', true, 'cni0', 3],
	['dual-stack-worker', 'flannel', true, 'cni0', 5],
	['bridge-worker', 'bridge', null, 'cnio0', 5],
])('the pod network of %s is %s', async (node, product, isRunning, bridge, ports) => {
	const cni = await conclude(node, 'cni');
	expect(cni.product).toBe(product);
	expect(cni.daemon.running).toBe(isRunning);
	expect([cni.bridge?.name, cni.bridge?.ports]).toEqual([bridge, ports]);
	expect(cni.plugins.length).toBeGreaterThan(0);
	expect(cni.plugins.filter((plugin) => plugin.binary !== 'present')).toEqual([]);
	expect(cni.leftovers).toEqual([]);
});

test('flannel is called together with what it hands over to', async () => {
	const {plugins, overlay, mtu} = await conclude('worker', 'cni');
	expect(plugins.map((plugin) => plugin.type)).toEqual(['flannel', 'bridge', 'host-local', 'portmap']);
	expect(overlay).toMatchObject({name: 'flannel.1', kind: 'vxlan', mtu: 1450, overhead: 50});
	expect(mtu).toBe(1450);
});

test('components of a control plane have their flags from the process, of a stopped one from the manifest', async () => {
	const running = await conclude('control-plane', 'components');
	expect(running['kube-apiserver']).toMatchObject({flagsFrom: 'process', version: '1.34.4'});
	const stopped = await conclude('etcd-down', 'components');
	expect(stopped.etcd).toMatchObject({flagsFrom: 'manifest', processes: [], version: '3.6.5-0'});
	expect(stopped.etcd?.flags.find((flag) => flag.name === 'name')?.value).toBe('cp3');
});

test('coredns in a pod is no component, kubelet without a service manager is ended and started again', async () => {
	const components = await conclude('worker', 'components');
	expect(Object.keys(components)).toEqual(['containerd', 'kube-proxy', 'kubelet']);
	const {kind, services} = await conclude('worker', 'supervisor');
	expect(kind).toBe('none');
	expect(services.kubelet?.restart).toBe(`kill ${components.kubelet?.processes[0]?.pid}`);
	expect(services.kubelet?.start).toBeUndefined();
});
