import {describe, expect, test} from 'vitest';
import {parseNftJson} from '../../source/collectors/nft-json.ts';
import {proxyMode} from '../../source/derive/proxy-mode.ts';
import {services} from '../../source/derive/services.ts';
import {iptablesServices} from '../../source/derive/services-iptables.ts';
import {ipvsServices} from '../../source/derive/services-ipvs.ts';
import {nftablesServices} from '../../source/derive/services-nftables.ts';
import type {Service} from '../../source/model/conclusions.ts';
import {filtersOf} from '../support/filters.ts';
import {address, conclude, iface, place, process} from '../support/node-facts.ts';
import {recordedPart} from '../support/part.ts';

const saved = (name: string) => filtersOf({iptables: recordedPart(`commands/iptables-save/${name}.txt`).text}).iptables;
const nftables = parseNftJson(recordedPart('commands/nft-json/nftables-mode.json')).value;

const summary = (list: readonly Service[]): readonly string[] =>
	list
		.map(({name, protocol, clusterIp, port, nodePort, externalIps, endpoints, refused}) => {
			const external = externalIps?.length ? ` ext ${externalIps.join()}` : '';
			return `${name} ${protocol} ${clusterIp}:${port}${nodePort === null ? '' : ` node ${nodePort}`}${external}, ${endpoints.length} endpoints${refused.length > 0 ? ', refused' : ''}`;
		})
		.sort();

/** The services of the recorded cluster. */
const all = [
	'default/kubernetes:https tcp 10.96.0.1:443, 3 endpoints',
	'default/lb:http tcp 10.97.241.153:80 node 32080 ext 192.168.56.100, 3 endpoints',
	'default/nothing:http tcp 10.105.213.249:80, 0 endpoints, refused',
	'default/web-local:http tcp 10.97.2.115:80 node 31080, 3 endpoints',
	'default/web-nodeport:http tcp 10.102.76.26:80 node 30080, 3 endpoints',
	'default/web:http tcp 10.106.116.69:80, 3 endpoints',
	'kube-system/kube-dns:dns udp 10.96.0.10:53, 2 endpoints',
	'kube-system/kube-dns:dns-tcp tcp 10.96.0.10:53, 2 endpoints',
	'kube-system/kube-dns:metrics tcp 10.96.0.10:9153, 2 endpoints',
];

/** Without a pod of it on the node, `externalTrafficPolicy: Local` drops what comes from outside. */
const withoutLocal = all.map((line) => (line.includes('web-local') ? `${line}, refused` : line));

describe('recorded services', () => {
	test('of a worker in iptables mode', () => {
		expect(summary(iptablesServices(saved('docker-worker')))).toEqual(all);
	});

	test('of a control plane in iptables mode', () => {
		expect(summary(iptablesServices(saved('control-plane')))).toEqual(withoutLocal);
	});

	test('of a worker in nftables mode', () => {
		expect(summary(nftablesServices(nftables))).toEqual(all);
	});

	test('of a family without services', () => {
		expect(iptablesServices(saved('dual-stack-ip6tables'))).toEqual([]);
	});
});

describe('services in iptables', () => {
	test('an endpoint stands once, with the chain and rule that translate', () => {
		const web = iptablesServices(saved('docker-worker')).find(({name}) => name === 'default/web-local:http');
		expect(web?.endpoints.map(({address: ip, port}) => `${ip}:${port}`).sort()).toEqual([
			'10.244.4.10:8080',
			'10.244.5.8:8080',
			'10.244.5.9:8080',
		]);
		for (const {chain, at} of web?.endpoints ?? []) {
			const line = recordedPart('commands/iptables-save/docker-worker.txt').text.split('\n')[at.line - 1];
			expect(line).toContain(`-A ${chain} -p tcp`);
			expect(line).toContain('--to-destination');
		}
	});

	test('a service with internalTrafficPolicy: Local has the endpoints of its local chain', () => {
		const nat = `*nat
:KUBE-SERVICES - [0:0]
-A KUBE-SERVICES -d fd00::a/128 -p udp -m comment --comment "a/b cluster IP" -m udp --dport 53 -j KUBE-SVL-ABC
-A KUBE-SVL-ABC -m comment --comment "a/b -> [fd00::5]:53" -j KUBE-SEP-X
-A KUBE-SEP-X -p udp -m udp -j DNAT --to-destination [fd00::5]:53
COMMIT
`;
		expect(iptablesServices(filtersOf({iptables: nat}).iptables)).toMatchObject([
			{name: 'a/b', protocol: 'udp', clusterIp: 'fd00::a', port: 53, endpoints: [{address: 'fd00::5', port: 53}]},
		]);
	});

	test('an empty nat table of iptables-legacy takes no endpoints away', () => {
		const {tables, ...rest} = saved('docker-worker');
		const empty = filtersOf({iptables: '*nat\n:PREROUTING ACCEPT [0:0]\nCOMMIT\n'}).iptables.tables;
		const legacy = empty.map((table) => ({...table, backend: 'legacy' as const}));
		expect(summary(iptablesServices({...rest, tables: [...tables, ...legacy]}))).toEqual(all);
	});

	test('chains that are not there leave a service without endpoints', () => {
		const nat = '*nat\n-A KUBE-SERVICES -d 10.96.0.9/32 -p tcp -m tcp --dport 80 -j KUBE-SVC-GONE\nCOMMIT\n';
		expect(iptablesServices(filtersOf({iptables: nat}).iptables)).toMatchObject([
			{name: null, clusterIp: '10.96.0.9', port: 80, endpoints: []},
		]);
	});
});

describe('services in IPVS', () => {
	const server = (ip: string, port: number, servers: readonly string[] = ['10.244.1.5']) => ({
		...{protocol: 'TCP', address: ip, port, scheduler: 'rr', at: place('ipvsadm -Ln', port)},
		servers: servers.map((each) => ({address: each, port: 8080, weight: 1, at: place('ipvsadm -Ln', port + 1)})),
	});
	const interfaces = [
		iface({name: 'eth0', addresses: [address('192.168.56.11/24')]}),
		iface({name: 'kube-ipvs0', addresses: [address('10.96.0.1/32')]}),
		iface({name: 'cni0', addresses: [address('10.244.1.1/24')]}),
	];

	test('a virtual server on an address of the node is a node port, once', () => {
		const list = ipvsServices(
			[
				server('10.96.0.1', 443),
				server('192.168.56.11', 30080),
				server('10.244.1.1', 30080),
				server('10.96.0.9', 80, []),
			],
			interfaces,
		);
		expect(summary(list)).toEqual([
			'null tcp 10.96.0.1:443, 1 endpoints',
			'null tcp 10.96.0.9:80, 0 endpoints, refused',
			'null tcp null:null node 30080, 1 endpoints',
		]);
	});
});

describe('the derivation', () => {
	const concluded = (known: Parameters<typeof conclude>[0]) => conclude(known, [proxyMode, services]).services;

	test('lists the services of the mode that is used first', () => {
		const iptables = saved('docker-worker');
		const reading = concluded({iptables, nftables, virtualServers: [], interfaces: []});
		expect(reading?.status === 'ready' ? [...new Set(reading.value.map(({mode}) => mode))] : null).toEqual([
			'nftables',
			'iptables',
		]);
	});

	test('is unavailable where another program keeps them, or the rules were not read', () => {
		const cilium = process({argv: ['cilium-agent'], pid: 5});
		const none = {iptables: {tables: [], warnings: []}, nftables: [], interfaces: [], virtualServers: []};
		expect(concluded({...none, processes: [cilium]})).toMatchObject({
			...{status: 'unavailable', reason: 'cilium proxies services and keeps them out of iptables'},
		});
		expect(concluded({})).toMatchObject({status: 'unavailable'});
		expect(concluded(none)).toMatchObject({status: 'ready', value: []});
	});
});
