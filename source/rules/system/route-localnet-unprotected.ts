import {createFirewallVerdicts} from '../../derive/firewall-verdicts.ts';
import {defineRule} from '../../model/rule.ts';
import {isLoopback} from '../../net/address.ts';

/** net.ipv4.conf.all.route_localnet, and whether anything keeps neighbours from 127.0.0.0/8. */
export const routeLocalnetUnprotected = defineRule({
	id: 'route-localnet-unprotected',
	title: 'Neighbours do not get to what listens on loopback',
	severity: 'warning',
	tier: 3,
	group: 'system',
	roles: ['control-plane', 'worker'],
	needs: ['sysctls', 'listeners', 'iptables', 'nftables', 'nodeAddress'],
	enough: ['sysctls', 'listeners'],
	why: 'With route_localnet the kernel takes packets to 127.0.0.0/8 from the wire. Kubelet and kube-proxy drop them in KUBE-FIREWALL; that rule is gone.',
	fix: 'Restart kubelet, which writes the rule again; where nobody needs NodePorts on localhost, switch route_localnet off and set localhostNodePorts of kube-proxy to false.',
	commands: ['{restart:kubelet}', 'sysctl -w net.ipv4.conf.all.route_localnet=0'],
	verify: ['iptables -S KUBE-FIREWALL', 'sysctl net.ipv4.conf.all.route_localnet'],
	docs: [
		'https://kubernetes.io/blog/2022/09/07/iptables-chains-not-api/',
		'https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/',
	],
	seen: 'live',
	check: ({sysctls, listeners, iptables, nftables, nodeAddress}) => {
		const setting = sysctls.find(({name}) => name === 'net.ipv4.conf.all.route_localnet');
		if (setting === undefined) {
			return {unknown: 'net.ipv4.conf.all.route_localnet is not known'};
		}
		const own = nodeAddress.addresses.find(({family}) => family === 4);
		if (setting.value.trim() !== '1' || own === undefined) {
			return [];
		}
		const verdicts = createFirewallVerdicts({iptables, nftables});
		const asked = listeners.flatMap((socket) => {
			const {localAddress, localPort, protocol} = socket;
			return localPort !== null && protocol.startsWith('tcp') && socket.family === 4 && isLoopback(localAddress)
				? [
						{
							socket,
							verdict: verdicts.input({
								address: localAddress,
								interface: own.interface,
								protocol: 'tcp',
								port: localPort,
							}),
						},
					]
				: [];
		});
		const open = asked.filter(({verdict}) => verdict.verdict === 'accept');
		const [first] = open;
		if (first === undefined) {
			return asked.some(({verdict}) => verdict.verdict === 'unknown')
				? {unknown: 'whether packets to 127.0.0.0/8 are dropped depends on rules that cannot be decided from here'}
				: [];
		}
		const {localAddress, localPort, program} = first.socket;
		const others = open.length > 1 ? ` and ${open.length - 1} more` : '';
		return [
			{
				expected: 'packets from other machines to 127.0.0.0/8 are dropped',
				actual: `neighbours get to ${program ?? 'what listens'} on ${localAddress}:${localPort}${others}: route_localnet is on and nothing drops it`,
				evidence: [setting.at, ...open.slice(0, 4).map(({socket}) => socket.at)],
			},
		];
	},
});
