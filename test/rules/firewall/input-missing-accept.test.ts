import type {Socket} from '../../../source/model/facts/socket.ts';
import type {Known} from '../../../source/model/rule.ts';
import {inputMissingAccept} from '../../../source/rules/firewall/input-missing-accept.ts';
import {census, sign} from '../../support/census.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {filterTable, lineOf} from '../../support/kube-rules.ts';
import {connection} from '../../support/node-facts.ts';
import {iptablesOf, nftOf} from '../../support/packet-filter.ts';
import {nodeAt} from '../../support/plan.ts';
import {heldRow, portRow} from '../../support/port-rows.ts';

const kubelet = heldRow('kubelet', 10250, 'kubelet API', 'kubelet');
const apiserver = heldRow('kube-apiserver', 6443, 'Kubernetes API', 'kube-apiserver');
const peer = heldRow('etcd', 2380, 'etcd peers', 'etcd');
const health = heldRow('kube-proxy', 10256, 'service proxy health', 'kube-proxy');
const forBalancers = {
	...health,
	expected: health.expected && {...health.expected, clients: ['load-balancers' as const]},
};
const own = heldRow('kube-scheduler', 10259, 'scheduler', 'kube-scheduler');
const forNobody = {...own, expected: own.expected && {...own.expected, clients: []}};
const node = (
	rules: string,
	rows: Known['portTable'] = [kubelet],
	connections: readonly Socket[] = [],
	nft = '',
): Partial<Known> => ({
	role: roleOf('control-plane'),
	iptables: iptablesOf(rules),
	nftables: nftOf(nft),
	portTable: rows,
	nodeAddress: nodeAt('192.168.56.11/24'),
	connections,
	etcd: census({expected: [sign('connections to the peer port', '192.168.56.12')]}),
});
const closed = (...input: readonly string[]) => filterTable({policies: ['DROP', 'ACCEPT'], input});
const from = (remoteAddress: string, localPort: number) => connection({remoteAddress, localPort});
const dropped = filterTable({input: ['-p tcp -m tcp --dport 2380 -j DROP']});
const restricted = closed('-s 192.168.56.12/32 -p tcp -m tcp --dport 2380 -j ACCEPT');

testRule(
	inputMissingAccept,
	[
		['no rules', node('')],
		['a healthy node', node(filterTable())],
		[
			'policy DROP with accepts',
			node(closed('-p tcp -m multiport --dports 6443,10250 -j ACCEPT'), [kubelet, apiserver]),
		],
		['a port that nobody else needs', node(closed(), [forNobody])],
		['what only load balancers ask', node(closed(), [forBalancers])],
		['nothing listens there', node(closed(), [portRow('kubelet', 10250, 'kubelet API')])],
		["etcd's peers on a node with one member", {...node(dropped, [peer]), etcd: census({})}],
		['those that use the port are let in by address', node(restricted, [peer], [from('192.168.56.12', 2380)])],
		[
			'other machines of the cluster need not get to etcd',
			node(restricted, [peer], [from('192.168.56.12', 2380), from('192.168.56.21', 6443)]),
		],
		[
			'one of the known nodes gets in',
			node(closed('-s 192.168.56.12/32 -j ACCEPT'), [kubelet], [from('192.168.56.12', 6443)]),
		],
		[
			'it depends on a set that is not known',
			node(closed('-m set --match-set nodes src -j ACCEPT')),
			{
				status: 'unknown',
				actual: 'whether 10250/tcp is filtered depends on rules that cannot be decided from here',
			},
		],
		[
			'a drop of another family',
			{...node(''), iptables: iptablesOf('', closed().replaceAll(/.*(127|10\.244).*\n/g, ''))},
		],
	],
	[
		[
			'a rule drops a peer port of etcd',
			node(dropped, [peer], [from('192.168.56.12', 2380)]),
			{
				severity: 'error',
				actual: 'this node drops new connections from other nodes to 2380/tcp (ip filter INPUT)',
				evidence: [
					{source: 'iptables-save', line: lineOf(dropped, '--dport 2380')},
					{source: 'netstat -npa', line: 1},
				],
				fix: {commands: ['iptables -D INPUT -p tcp -m tcp --dport 2380 -j DROP']},
			},
		],
		[
			'policy DROP for two ports, in one finding',
			node(closed(), [kubelet, apiserver]),
			{actual: 'this node drops new connections from other nodes to 10250/tcp, 6443/tcp (ip filter INPUT)'},
		],
		[
			'a reject at the end, as distributions have it',
			node(
				filterTable({input: ['-p tcp -m tcp --dport 22 -j ACCEPT', '-j REJECT --reject-with icmp-host-prohibited']}),
			),
			{actual: 'this node rejects new connections from other nodes to 10250/tcp (ip filter INPUT)'},
		],
		[
			'a node that uses the port is not among those let in',
			node(restricted, [peer], [from('192.168.56.12', 2380), from('192.168.56.13', 2380)]),
			{severity: 'error'},
		],
		['let in by address, and no node is known', node(restricted, [peer]), {severity: 'info'}],
		[
			'only pods are let in by address',
			{
				...node(closed('-s 10.244.0.0/16 -j ACCEPT')),
				addressPlan: {
					ranges: [
						{
							kind: 'cluster-pods',
							cidr: '10.244.0.0/16',
							family: 4,
							provenance: 'declared',
							owner: 'x',
							at: {source: 'x', line: 1},
						},
					],
					overlaps: [],
					clusterDns: [],
				},
			},
			{severity: 'error'},
		],
		[
			'a range that is dropped by name is no way in',
			node(filterTable({input: ['-s 192.168.56.0/24 -p tcp -m tcp --dport 10250 -j DROP']})),
			{severity: 'error'},
		],
		[
			'a table of nftables',
			node(
				filterTable(),
				[kubelet],
				[],
				'table inet fw {\n\tchain input {\n\t\ttype filter hook input priority filter; policy drop;\n\t\ttcp dport 22 accept\n\t}\n}\n',
			),
			{
				actual: 'this node drops new connections from other nodes to 10250/tcp (inet fw input)',
				evidence: [{source: 'nft list ruleset', line: 2}, {}],
			},
		],
		[
			'an overlay port that only the kernel listens on',
			node(closed(), [
				{
					...portRow('kernel', 8472, 'VXLAN of flannel.1'),
					protocol: 'udp',
					scope: 'any',
					status: 'ok',
					listeners: kubelet.listeners,
				},
			]),
			{actual: 'this node drops new connections from other nodes to 8472/udp (ip filter INPUT)'},
		],
	],
);
