import type {AddressPlan, CniChain, NodeAddress} from '../../model/conclusions.ts';
import type {Sysctl} from '../../model/facts/host.ts';
import type {Place} from '../../model/place.ts';
import {defineRule, type Violation} from '../../model/rule.ts';

type Pods = {readonly addressPlan?: AddressPlan | undefined; readonly nodeAddress?: NodeAddress | undefined};

/** What shows that pods have IPv4 addresses: a range of theirs, else the only address of the node. */
const ipv4Pods = ({addressPlan, nodeAddress}: Pods): {readonly text: string; readonly at: Place} | null | undefined => {
	const pods = addressPlan?.ranges.filter(({kind}) => kind === 'cluster-pods' || kind === 'node-pods') ?? [];
	const range = pods.find(({family}) => family === 4);
	if (range !== undefined) {
		return {text: `pods have addresses of ${range.cidr}`, at: range.at};
	}
	const [first] = nodeAddress?.addresses ?? [];
	if (pods.length > 0 || first?.family === 6) {
		return null;
	}
	return first === undefined ? undefined : {text: `the node has the address ${first.address}`, at: first.at};
};

/** The links that pods' traffic passes. */
const pathOf = (cni: CniChain | undefined, nodeAddress: NodeAddress | undefined): readonly string[] =>
	[nodeAddress?.uplink, cni?.bridge?.name, cni?.overlay?.name].filter((name) => name != null);

const offLinks = (links: readonly string[], sysctls: readonly Sysctl[], pods: Place): readonly Violation[] =>
	links.flatMap((link) => {
		const own = sysctls.find(({name}) => name === `net.ipv4.conf.${link}.forwarding`);
		// sysctl takes a dot inside a name for a slash, and a slash for a dot.
		const name = `net.ipv4.conf.${link.replaceAll('.', '/')}.forwarding`;
		return own?.value === '0'
			? [
					{
						expected: `${name} = 1`,
						actual: `the node does not forward what comes in on ${link} (${name} = 0)`,
						severity: 'warning' as const,
						evidence: [own.at, pods],
						values: {name},
						commands: ['sysctl -w {name}=1', 'grep -rn forward /etc/sysctl.conf /etc/sysctl.d'],
					},
				]
			: [];
	});

/** IPv4 forwarding of the node and of the links that pods' traffic passes. */
export const ipForwardOff = defineRule({
	id: 'ip-forward-off',
	title: 'The node forwards IPv4 packets',
	severity: 'error',
	tier: 1,
	group: 'system',
	roles: ['control-plane', 'worker'],
	needs: ['sysctls'],
	enough: ['sysctls'],
	uses: ['addressPlan', 'nodeAddress', 'cni'],
	why: 'A node is the router of its pods: without forwarding nothing gets from a pod to another node, to a service or out, and NodePorts lead nowhere.',
	fix: 'Turn forwarding on and write it down in /etc/sysctl.d, under a name that sorts after every file that turns it off: hardening scripts do so again at boot.',
	commands: [
		'sysctl -w net.ipv4.ip_forward=1',
		"echo 'net.ipv4.ip_forward = 1' > /etc/sysctl.d/99-kubernetes.conf",
		'grep -rn ip_forward /etc/sysctl.conf /etc/sysctl.d /usr/lib/sysctl.d',
	],
	verify: ['sysctl net.ipv4.ip_forward'],
	docs: ['https://kubernetes.io/docs/setup/production-environment/container-runtimes/'],
	seen: 'live',
	check: ({sysctls, addressPlan, nodeAddress, cni}) => {
		const forward = sysctls.find(({name}) => name === 'net.ipv4.ip_forward');
		const pods = ipv4Pods({addressPlan, nodeAddress});
		if (forward === undefined) {
			return {unknown: 'net.ipv4.ip_forward is not among the parameters that were read'};
		}
		if (pods === null) {
			return {skip: 'pods have only IPv6 addresses'};
		}
		if (forward.value !== '0') {
			return pods === undefined ? [] : offLinks(pathOf(cni, nodeAddress), sysctls, pods.at);
		}
		if (pods === undefined) {
			return {unknown: 'it is not known whether pods have IPv4 addresses'};
		}
		return [
			{
				expected: `net.ipv4.ip_forward = 1, because ${pods.text}`,
				actual: 'the node does not forward IPv4 packets (net.ipv4.ip_forward = 0)',
				evidence: [forward.at, pods.at],
			},
		];
	},
});
