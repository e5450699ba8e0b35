import {iptablesServices} from '../../../source/derive/services-iptables.ts';
import {ipvsServices} from '../../../source/derive/services-ipvs.ts';
import {nftablesServices} from '../../../source/derive/services-nftables.ts';
import {serviceWithoutEndpoints} from '../../../source/rules/proxy/service-without-endpoints.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {filterTable, lineOf, natTable} from '../../support/kube-rules.ts';
import {place} from '../../support/node-facts.ts';
import {iptablesOf, nftOf} from '../../support/packet-filter.ts';

const role = roleOf('worker');
const refusal = (name: string, address: string, target = 'REJECT', why = 'has no endpoints') =>
	`-A KUBE-SERVICES -d ${address}/32 -p tcp -m comment --comment "${name} ${why}" -m tcp --dport 80 -j ${target}`;
const rulesOf = (...rest: readonly string[]) => filterTable({rest}) + natTable;
const node = (...rest: readonly string[]) => ({role, services: iptablesServices(iptablesOf(rulesOf(...rest)))});
const nothing = refusal('default/nothing:http', '10.105.213.249');
const server = (servers: readonly string[]) => ({
	protocol: 'TCP',
	address: '10.96.3.3',
	port: 80,
	scheduler: 'rr',
	servers: servers.map((address) => ({address, port: 8080, weight: 1, at: place('ipvsadm -Ln', 5)})),
	at: place('ipvsadm -Ln', 4),
});
const nft = `table ip kube-proxy {
	map no-endpoint-services {
		type ipv4_addr . inet_proto . inet_service : verdict
		elements = { 10.105.213.249 . tcp . 80 comment "default/nothing:http" : goto reject-chain }
	}
}
`;

testRule(
	serviceWithoutEndpoints,
	[
		['all have some', node()],
		[
			'internal traffic stays on nodes with a pod',
			node(refusal('default/local:http', '10.96.5.5', 'DROP', 'has no local endpoints')),
		],
		['a virtual server with real ones', {role, services: ipvsServices([server(['10.244.1.2'])], [])}],
		['no services at all', {role, services: []}],
	],
	[
		[
			'one of them',
			node(nothing),
			{
				severity: 'info',
				actual: 'default/nothing:http has no endpoints',
				evidence: [{source: 'iptables-save', line: lineOf(rulesOf(nothing), 'default/nothing')}],
				fix: {commands: ['kubectl -n default get endpointslices -l kubernetes.io/service-name=nothing']},
			},
		],
		['the cluster DNS', node(refusal('kube-system/kube-dns:dns', '10.96.0.10')), {severity: 'error'}],
		[
			'the API server',
			{
				role,
				services: iptablesServices(iptablesOf(filterTable({rest: [refusal('default/kubernetes:https', '10.96.0.1')]}))),
			},
			{severity: 'error'},
		],
		[
			'more than a fifth',
			node(nothing, refusal('default/other:http', '10.96.4.4')),
			{severity: 'warning', actual: 'default/nothing:http has no endpoints; default/other:http has no endpoints'},
		],
		[
			'in nftables',
			{role, services: nftablesServices(nftOf(nft))},
			{
				actual: 'default/nothing:http has no endpoints',
				severity: 'info',
				evidence: [{source: 'nft list ruleset', line: 4}],
			},
		],
		[
			'a virtual server of ipvs, whose name is not known',
			{role, services: ipvsServices([server([])], [])},
			{actual: '10.96.3.3:80 has no endpoints', evidence: [{source: 'ipvsadm -Ln', line: 4}], fix: {commands: []}},
		],
	],
);
