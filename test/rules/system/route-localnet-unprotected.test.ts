import {routeLocalnetUnprotected} from '../../../source/rules/system/route-localnet-unprotected.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {sysctls} from '../../support/kernel.ts';
import {filterTable, without} from '../../support/kube-rules.ts';
import {listener} from '../../support/node-facts.ts';
import {iptablesOf, nftOf} from '../../support/packet-filter.ts';
import {nodeAt} from '../../support/plan.ts';

const health = listener({localAddress: '127.0.0.1', localPort: 10248, program: 'kubelet'});
const wide = listener({localAddress: '0.0.0.0', localPort: 10250, program: 'kubelet'});
const node = (rules: string, value = '1', listeners = [health, wide], nft = '') => ({
	role: roleOf('worker'),
	sysctls: sysctls({'net.ipv4.conf.all.route_localnet': value}),
	listeners,
	iptables: iptablesOf(rules),
	nftables: nftOf(nft),
	nodeAddress: nodeAt('192.168.56.21/24'),
});
const gone = without(filterTable(), '127.0.0.0/8');

testRule(
	routeLocalnetUnprotected,
	[
		['the rule of KUBE-FIREWALL is there', node(filterTable())],
		['off', node(gone, '0')],
		['nothing listens on loopback', node(gone, '1', [wide])],
		['a policy drops it', node(without(filterTable({policies: ['DROP', 'ACCEPT']}), '127.0.0.0/8'))],
		[
			'nftables drops it',
			node(
				gone,
				'1',
				[health],
				'table inet guard {\n\tchain input {\n\t\ttype filter hook input priority 0; policy accept;\n\t\tip saddr != 127.0.0.0/8 ip daddr 127.0.0.0/8 drop\n\t}\n}\n',
			),
		],
		['the setting is not known', {...node(gone), sysctls: []}, {status: 'unknown'}],
	],
	[
		[
			'the rule is gone',
			node(gone),
			{
				severity: 'warning',
				actual: 'neighbours get to kubelet on 127.0.0.1:10248: route_localnet is on and nothing drops it',
				evidence: [{source: '/proc/sys/net/ipv4/conf/all/route_localnet'}, {source: 'netstat -npa'}],
			},
		],
	],
);
