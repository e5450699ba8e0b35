import {jumpTo} from '../../derive/find-chain.ts';
import {createFirewallVerdicts} from '../../derive/firewall-verdicts.ts';
import {podPackets} from '../../derive/pod-packets.ts';
import {neighbourAddress, requiredPorts} from '../../derive/required-packets.ts';
import type {Place} from '../../model/place.ts';
import {defineRule} from '../../model/rule.ts';

/** ufw and firewalld, by the chains and tables they keep (an inactive ufw has none that INPUT leads to). */
export const hostFirewallActive = defineRule({
	id: 'host-firewall-active',
	title: 'No host firewall stands in the way of the cluster',
	severity: 'warning',
	tier: 1,
	group: 'firewall',
	roles: ['control-plane', 'worker', 'etcd'],
	needs: ['iptables', 'nftables'],
	uses: ['units', 'processes', 'portTable', 'nodeAddress', 'etcd', 'addressPlan', 'cni'],
	why: 'A host firewall knows nothing of pods and services; each reload may flush or reorder the rules of the cluster.',
	fix: 'Careful: this can cut your SSH session. Open the ports of the node and trust the pod range in {firewall}, or switch it off.',
	commands: [],
	verify: ['iptables -L INPUT -v -n --line-numbers'],
	docs: [
		'https://kubernetes.io/docs/reference/networking/ports-and-protocols/',
		'https://docs.tigera.io/calico/latest/getting-started/kubernetes/requirements',
	],
	check: ({iptables, nftables, units, processes, portTable, nodeAddress, etcd, addressPlan, cni}) => {
		const ufw: Place | undefined = ([4, 6] as const)
			.map(
				(family) =>
					jumpTo(iptables, 'filter', 'INPUT', family === 4 ? 'ufw-before-input' : 'ufw6-before-input', family)?.at,
			)
			.find((at) => at !== undefined);
		const firewalld: Place | undefined =
			nftables.find((table) => table.name === 'firewalld' && table.chains.some((chain) => chain.hook !== null))?.at ??
			jumpTo(iptables, 'filter', 'INPUT', 'INPUT_ZONES')?.at ??
			units?.find((unit) => unit.name === 'firewalld.service' && unit.activeState === 'active')?.at ??
			processes?.find((process) => process.argv.some((word) => word.endsWith('/firewalld')))?.at;
		const found =
			ufw !== undefined ? {name: 'ufw', at: ufw} : firewalld !== undefined ? {name: 'firewalld', at: firewalld} : null;
		if (found === null) {
			return [];
		}
		const verdicts = createFirewallVerdicts({iptables, nftables});
		const own = nodeAddress?.addresses[0];
		const closed =
			own === undefined || portTable === undefined
				? []
				: requiredPorts(portTable, etcd).filter(({protocol, port}) => {
						const source = neighbourAddress(own.address, own.prefix);
						const {verdict} = verdicts.input({address: own.address, interface: own.interface, protocol, port, source});
						return verdict === 'drop' || verdict === 'reject';
					});
		const isForwarding =
			addressPlan === undefined || cni === undefined || nodeAddress === undefined
				? true
				: podPackets(addressPlan, cni, nodeAddress, 4).every(
						({connection}) => !['drop', 'reject'].includes(verdicts.forwardBothWays(connection).verdict),
					);
		const ports = closed.map(({port, protocol}) => `${port}/${protocol}`).join(', ');
		const harm = [
			...(ports === '' ? [] : [`closes ${ports}`]),
			...(isForwarding ? [] : ['drops the traffic of pods']),
		].join(' and ');
		return [
			{
				expected: 'no host firewall, or one that lets the cluster through',
				actual:
					harm === ''
						? `${found.name} is active and lets through what this node needs`
						: `${found.name} is active and ${harm}`,
				severity: harm === '' ? ('info' as const) : ('error' as const),
				evidence: [
					found.at,
					...closed.slice(0, 2).flatMap(({row}) => row.listeners.slice(0, 1).map((socket) => socket.at)),
				],
				values: {firewall: found.name, ports},
				commands: found.name === 'ufw' ? ['ufw disable'] : ['{stop:firewalld}'],
			},
		];
	},
});
