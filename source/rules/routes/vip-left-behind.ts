import {endpointsOf} from '../../derive/endpoints-of.ts';
import {defineRule} from '../../model/rule.ts';
import {isLoopback, parseAddress, sameAddress} from '../../net/address.ts';

/** Programs that move a virtual address between nodes. */
const movers = /(^|\/)(keepalived|kube-vip|ucarp|corosync|pacemakerd|vrrpd|bird|gobgpd|speaker)$/;

/** Links on which an address of others may lie: behind a load balancer each real server has it. */
const takers = /^(lo|dummy|kube-ipvs0|kube-dummy-if)/;

/** The address of the API server that clients know, on a node where nothing moves it. */
export const vipLeftBehind = defineRule({
	id: 'vip-left-behind',
	title: 'A virtual address of the API server is moved by a program',
	severity: 'info',
	tier: 3,
	group: 'routes',
	roles: ['control-plane', 'load-balancer'],
	needs: ['kubeconfigs', 'interfaces', 'processes', 'nodeAddress'],
	whole: ['processes'],
	uses: ['hostsFile'],
	why: 'The address stays on this node when another takes it over: two machines answer for it, and clients reach now the one, now the other.',
	fix: 'Start keepalived or kube-vip again, or take the address off where another node has it.',
	commands: ['ip addr del {address}/{prefix} dev {interface}'],
	verify: ['ip -br addr | grep -w {address}'],
	docs: ['https://github.com/kubernetes/kubeadm/blob/main/docs/ha-considerations.md', 'https://kube-vip.io/docs/'],
	seen: 'never seen live; tested on made-up facts',
	check: ({kubeconfigs, interfaces, processes, nodeAddress, hostsFile}) => {
		if (processes.some(({argv, name}) => movers.test(argv[0] ?? name))) {
			return [];
		}
		const servers = kubeconfigs.flatMap(({server, at}) =>
			endpointsOf(server ?? '').flatMap(({host}) => {
				const entry = parseAddress(host) === null ? hostsFile?.find(({names}) => names.includes(host)) : undefined;
				return [{address: entry?.address ?? host, at: entry?.at ?? at}];
			}),
		);
		const isOwn = (address: string): boolean =>
			isLoopback(address) || nodeAddress.addresses.some((own) => sameAddress(own.address, address));
		const found = interfaces
			.filter(({name}) => !takers.test(name))
			.flatMap((link) => link.addresses.map((address) => ({link, address})))
			// A second card's address has a subnet of its own; what moves is added beside it.
			.filter(
				({address}) => address.prefix === (address.family === 4 ? 32 : 128) || address.flags.includes('secondary'),
			)
			.flatMap(({link, address}) => {
				const server = servers.find((each) => sameAddress(each.address, address.address));
				return server === undefined || isOwn(address.address) ? [] : [{link, address, server}];
			});
		return found.map(({link, address, server}) => ({
			expected: `keepalived, kube-vip or the like, because clients call ${address.address}`,
			actual: `${link.name} has the virtual address ${address.address} of the API server, and no program moves it`,
			evidence: [address.at, server.at],
			values: {address: address.address, prefix: String(address.prefix), interface: link.name},
		}));
	},
});
