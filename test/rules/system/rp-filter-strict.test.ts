import {rpFilterStrict} from '../../../source/rules/system/rp-filter-strict.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {sysctls} from '../../support/kernel.ts';
import {iface, route} from '../../support/node-facts.ts';
import {nodeAt, podNetwork} from '../../support/plan.ts';

const role = roleOf('worker');
const filters = (values: {readonly [link: string]: string}) =>
	sysctls(
		Object.fromEntries(Object.entries(values).map(([link, value]) => [`net.ipv4.conf.${link}.rp_filter`, value])),
	);
const links = (...names: readonly string[]) => names.map((name) => iface({name}));
const node = {role, cni: podNetwork('flannel'), nodeAddress: nodeAt('192.168.56.21/24'), routes: [route()]};

testRule(
	rpFilterStrict,
	[
		[
			'off',
			{...node, interfaces: links('eth0', 'flannel.1'), sysctls: filters({all: '0', eth0: '0', 'flannel.1': '0'})},
		],
		[
			'loose counts over strict for all',
			{...node, interfaces: links('flannel.1'), sysctls: filters({all: '1', 'flannel.1': '2'})},
		],
		[
			'loose for all counts over strict',
			{...node, interfaces: links('flannel.1'), sysctls: filters({all: '2', 'flannel.1': '1'})},
		],
		['strict on the only uplink', {...node, interfaces: links('eth0'), sysctls: filters({all: '0', eth0: '1'})}],
		[
			'Calico makes its own links strict',
			{
				...node,
				cni: podNetwork('calico'),
				interfaces: links('cali0123456789a', 'vxlan.calico'),
				sysctls: filters({all: '1', cali0123456789a: '1', 'vxlan.calico': '1'}),
			},
		],
		['not read', {...node, interfaces: links('flannel.1'), sysctls: sysctls({})}, {status: 'unknown'}],
	],
	[
		[
			'on the overlay',
			{...node, interfaces: links('eth0', 'flannel.1'), sysctls: filters({all: '0', 'flannel.1': '1'})},
			{
				severity: 'warning',
				expected: 'rp_filter 0 or 2 on flannel.1',
				actual: 'the reverse-path filter on flannel.1 is strict',
				evidence: [{source: '/proc/sys/net/ipv4/conf/flannel/1/rp_filter'}],
				fix: {
					commands: [
						'sysctl -w net.ipv4.conf.flannel/1.rp_filter=2',
						"echo 'net.ipv4.conf.flannel/1.rp_filter = 2' >> /etc/sysctl.d/99-zz-rp-filter.conf",
					],
				},
			},
		],
		[
			'for all, on links of pods',
			{
				...node,
				cni: podNetwork('cilium'),
				interfaces: links('lxc12ab', 'lxc34cd'),
				sysctls: filters({all: '1', lxc12ab: '0', lxc34cd: '0'}),
			},
			{evidence: [{source: '/proc/sys/net/ipv4/conf/all/rp_filter'}]},
		],
		[
			'the default route leaves by another link than the node address',
			{
				...node,
				interfaces: links('eth0', 'eth1'),
				routes: [route({via: '10.0.2.2', device: 'eth1', destination: '0.0.0.0/0'})],
				sysctls: filters({all: '0', eth0: '1', eth1: '0'}),
			},
			{actual: 'the reverse-path filter on eth0 is strict'},
		],
	],
);
