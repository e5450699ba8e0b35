import type {Known} from '../../../source/model/rule.ts';
import {podEgressMasqueradeMissing} from '../../../source/rules/firewall/pod-egress-masquerade-missing.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {natTable} from '../../support/kube-rules.ts';
import {cniConfig, cniConfigs, cniPlugin, place} from '../../support/node-facts.ts';
import {iptablesOf, nftOf} from '../../support/packet-filter.ts';
import {plan, podNetwork, range} from '../../support/plan.ts';

const chain = (name: string, ...rules: readonly string[]) =>
	`${natTable}*nat\n:POSTROUTING ACCEPT [0:0]\n:${name} - [0:0]\n${rules.map((rule) => `-A ${name} ${rule}\n`).join('')}COMMIT\n`;
const node = (rules: string, product = 'flannel', nft = ''): Partial<Known> => ({
	role: roleOf('worker'),
	iptables: iptablesOf(rules),
	nftables: nftOf(nft),
	cni: podNetwork(product),
	addressPlan: plan(range('node-pods', '10.244.4.0/24', 'FLANNEL_SUBNET')),
});
const bridge = (ports: number) => ({name: 'cni0', ports, addresses: [], up: true, mtu: 1500, at: place()});
const ipMasq = cniConfigs(cniConfig('10-b.conflist', [cniPlugin('bridge', {options: {ipMasq: true}})]));

testRule(
	podEgressMasqueradeMissing,
	[
		['flannel', node(chain('FLANNEL-POSTRTG', '-s 10.244.0.0/16 ! -d 224.0.0.0/4 -j MASQUERADE --random-fully'))],
		['the bridge plugin', node(chain('CNI-0123456789abcdef', '! -d 224.0.0.0/4 -j MASQUERADE'), 'bridge')],
		['everything that leaves', node(chain('OWN', '-o eth0 -j MASQUERADE'))],
		[
			'in nftables',
			node(
				natTable,
				'flannel',
				'table ip flannel-ipv4 {\n\tchain postrtg {\n\t\tip saddr 10.244.0.0/16 masquerade fully-random\n\t}\n}\n',
			),
		],
		[
			'no pod of the bridge plugin yet',
			{...node(natTable, 'bridge'), cni: podNetwork('bridge', {bridge: bridge(0)}), cniConfigs: ipMasq},
		],
		['Cilium does it in eBPF', node(natTable, 'cilium'), {status: 'skip'}],
		['pods with addresses of the VPC', node(natTable, 'aws'), {status: 'skip'}],
		['pods with public addresses', {...node(natTable), addressPlan: plan(range('node-pods', '8.8.4.0/24', 'x'))}],
		['the range is not known', {...node(natTable), addressPlan: plan()}, {status: 'unknown'}],
	],
	[
		[
			"only kube-proxy's",
			node(natTable),
			{
				severity: 'warning',
				actual: 'no rule translates the addresses of pods (10.244.4.0/24) on their way out',
				evidence: [{source: 'FLANNEL_SUBNET', line: 7}],
			},
		],
		['only those of Docker', node(chain('POSTROUTING', '-s 172.17.0.0/16 ! -o docker0 -j MASQUERADE'))],
		['only those of host ports', node(chain('CNI-HOSTPORT-MASQ', '-m mark --mark 0x2000/0x2000 -j MASQUERADE'))],
		['all but the pods', node(chain('OWN', '! -s 10.244.0.0/16 -j MASQUERADE'))],
		[
			'the bridge plugin with pods',
			{...node(natTable, 'bridge'), cni: podNetwork('bridge', {bridge: bridge(2)}), cniConfigs: ipMasq},
		],
	],
);
