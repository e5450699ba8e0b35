import {describe, expect, test} from 'vitest';
import {parseNftJson} from '../../source/collectors/nft-json.ts';
import {type ServicePathKnown, servicePath} from '../../source/derive/service-path.ts';
import {iptablesServices} from '../../source/derive/services-iptables.ts';
import {nftablesServices} from '../../source/derive/services-nftables.ts';
import type {NodeAddress} from '../../source/model/conclusions.ts';
import {filtersOf, filterTable} from '../support/filters.ts';
import {address, iface, place, route} from '../support/node-facts.ts';
import {recordedPart} from '../support/part.ts';

const nodeAddress: NodeAddress = {
	addresses: [{family: 4, address: '192.168.56.22', prefix: 24, interface: 'eth0', at: place()}],
	...{uplink: 'eth0', because: 'node-ip', physical: ['eth0']},
};
const interfaces = [
	iface({name: 'eth0', addresses: [address('192.168.56.22/24')]}),
	iface({name: 'cni0', addresses: [address('10.244.5.1/24')]}),
];
const routes = [
	route({destination: '0.0.0.0/0', via: '192.168.56.1', device: 'eth0'}),
	route({destination: '192.168.56.0/24', device: 'eth0'}),
	route({destination: '10.244.5.0/24', device: 'cni0'}),
	route({destination: '10.244.4.0/24', via: '10.244.4.0', device: 'flannel.1'}),
];
const text = recordedPart('commands/iptables-save/docker-worker.txt').text;

const inIptables = (change: (text: string) => string = (same) => same): ServicePathKnown => {
	const {iptables} = filtersOf({iptables: change(text)});
	return {services: iptablesServices(iptables), iptables, nftables: [], interfaces, routes, nodeAddress};
};

const nftables = parseNftJson(recordedPart('commands/nft-json/nftables-mode.json')).value.filter(
	({name}) => name === 'kube-proxy',
);
const inNftables: ServicePathKnown = {
	...{services: nftablesServices(nftables), iptables: {tables: [], warnings: []}, nftables, interfaces, routes},
	nodeAddress,
};

const words = (known: ServicePathKnown, query: string): readonly string[] =>
	servicePath(query, known).paths.flatMap(({steps}) => steps.map((step) => step.text));

describe('what a query means', () => {
	const known = inIptables();
	test.each<readonly [string, readonly string[]]>([
		['web', ['default/web:http cluster']],
		['default/web', ['default/web:http cluster']],
		['web.default.svc.cluster.local', ['default/web:http cluster']],
		['default/web:http', ['default/web:http cluster']],
		['web:80', ['default/web:http cluster']],
		['other/web', []],
		['10.106.116.69', ['default/web:http cluster']],
		['10.106.116.69:80', ['default/web:http cluster']],
		['10.106.116.69:81', []],
		[
			'kube-dns',
			[
				'kube-system/kube-dns:dns cluster',
				'kube-system/kube-dns:dns-tcp cluster',
				'kube-system/kube-dns:metrics cluster',
			],
		],
		['30080', ['default/web-nodeport:http external']],
		['192.168.56.22:30080', ['default/web-nodeport:http external']],
		['192.168.56.100:80', ['default/lb:http external']],
		['30099', []],
		['', []],
	])('%j is %j', (query, expected) => {
		const {paths} = servicePath(query, known);
		expect(paths.map(({service, way}) => `${service.name} ${way}`).sort()).toEqual(expected);
	});
});

describe.each([
	['iptables', inIptables()],
	['nftables', inNftables],
] as const)('in %s mode', (_, known) => {
	test.each([
		['web', 'reachable'],
		['30080', 'reachable'],
		['192.168.56.100:80', 'reachable'],
		['nothing', 'refused'],
		['no-such', 'no such service'],
	])('%s is %s', (query, verdict) => {
		expect(servicePath(query, known).verdict).toBe(verdict);
	});

	test('the steps lead from the entry to each endpoint and its link', () => {
		const steps = words(known, 'web');
		expect(steps[0]).toBe('packets from pods and from outside enter');
		expect(
			steps
				.filter((step) => step.startsWith('translated to'))
				.map((step) => step.slice(-22))
				.sort(),
		).toEqual(Array.from({length: 3}, () => ', 33.3 % of connections'.slice(-22)));
		expect(steps).toContain('10.244.5.8:8080 is a pod on this node (cni0)');
		expect(steps).toContain('10.244.4.10:8080 is on another node, through flannel.1 via 10.244.4.0');
		expect(steps).toContain('from a pod on this node to 10.244.5.8:8080: not filtered by this node');
		expect(steps.at(-1)).toBe("marked packets get this node's address (masquerade)");
	});
});

test('node ports say where they answer, and stay on the node where the policy is Local', () => {
	expect(words(inIptables(), '30080')).toContain('node ports answer on every address of this node');
	expect(words(inNftables, '30080')).toContain('node ports answer on 192.168.56.21 only');
	const local = words(inIptables(), '31080').filter((step) => step.startsWith('translated to'));
	expect(local).toEqual([
		'translated to 10.244.5.8:8080, 50 % of connections',
		'translated to 10.244.5.9:8080, 50 % of connections',
	]);
	expect(words(inNftables, '31080').filter((step) => step.startsWith('translated to'))).toEqual([
		'translated to 10.244.4.10:8080, always',
	]);
});

test('a port that is dropped for want of a local pod is dropped from outside only', () => {
	const {iptables} = filtersOf({iptables: recordedPart('commands/iptables-save/control-plane.txt').text});
	const known = {...inIptables(), services: iptablesServices(iptables), iptables};
	expect(servicePath('31080', known).verdict).toBe('dropped');
	expect(servicePath('web-local', known).verdict).toBe('reachable');
});

describe('what is in the way', () => {
	test('no jump into the rules', () => {
		const known = inIptables((rules) => rules.replace(/^.*-A PREROUTING .*KUBE-SERVICES$/m, ''));
		expect(servicePath('web', known).verdict).toBe('dropped');
		expect(words(known, 'web')).toContain(
			'nothing looks at packets from pods and from outside: no jump out of PREROUTING',
		);
	});

	test('a filter', () => {
		const known = inIptables((rules) =>
			rules.replace(/^(.*-A FORWARD -j DOCKER-USER)$/m, '-A FORWARD -d 10.244.4.0/24 -j REJECT\n$1'),
		);
		expect(servicePath('web', known).verdict).toBe('refused');
		expect(words(known, 'web')).toContain(
			'from a pod on this node to 10.244.4.10:8080: rejected by this node in ip filter FORWARD',
		);
		const dropped = inIptables((rules) => rules.replace(/^(.*-A FORWARD -j DOCKER-USER)$/m, '-A FORWARD -j DROP\n$1'));
		expect(servicePath('30080', dropped).verdict).toBe('dropped');
	});

	test('no route', () => {
		const known = {...inIptables(), routes: routes.filter(({device}) => device === 'cni0')};
		expect(servicePath('web', known).verdict).toBe('dropped');
		expect(words(known, 'web')).toContain('10.244.4.10:8080 has no route');
	});

	test('no masquerade', () => {
		const known = inIptables((rules) => rules.replace(/^.*-A KUBE-POSTROUTING .*MASQUERADE.*$/m, ''));
		expect(words(known, '30080').at(-1)).toBe('no rule masquerades: replies to clients outside may go another way');
	});
});

test('what is not known is said to be unknown', () => {
	const {services, nodeAddress: own} = inIptables();
	expect(servicePath('web', {services, nodeAddress: own}).verdict).toBe('unknown');
	expect(servicePath('web', {})).toMatchObject({verdict: 'unknown', paths: []});
	const {iptables} = filtersOf({iptables: filterTable([])});
	expect(servicePath('web', {services: [], iptables}).verdict).toBe('no such service');
});
