import type {CniPlugin} from '../model/facts/cni.ts';
import type {Place} from '../model/place.ts';
import {defineQuestion} from '../model/question.ts';
import type {View} from '../model/rule.ts';
import {addressAt, parseCidr} from '../net/cidr.ts';
import {joinWords} from './join-words.ts';
import {notOnNode} from './missing.ts';

type Node = View<never, 'cni' | 'cniConfigs' | 'interfaces' | 'flannelEnv'>;

type Gateway = {readonly addresses: readonly string[]; readonly why: string; readonly at: Place};

const bare = (text: string): string => text.split('/')[0] ?? '';

const ofBridge = ({cni}: Node): Gateway | null => {
	const bridge = cni?.bridge ?? null;
	return bridge === null || bridge.addresses.length === 0
		? null
		: {addresses: bridge.addresses.map(bare), why: `the address of ${bridge.name}`, at: bridge.at};
};

/** flannel writes the bridge's address into its file before the bridge is there. */
const ofFlannel = ({cni, flannelEnv}: Node): Gateway | null => {
	const subnets = [flannelEnv?.subnet, flannelEnv?.ipv6Subnet].filter((subnet) => subnet != null);
	return cni?.product !== 'flannel' || flannelEnv == null || subnets.length === 0
		? null
		: {
				addresses: subnets.map(bare),
				why: 'by FLANNEL_SUBNET; the bridge comes with the first pod',
				at: flannelEnv.at,
			};
};

/** host-local takes the first address of a range for the gateway, unless the configuration names another. */
const ofPlugin = (plugin: CniPlugin | undefined): Gateway | null => {
	const ranges = (plugin?.subnets ?? []).map(parseCidr).filter((range) => range !== null);
	return plugin === undefined || !['bridge', 'ptp'].includes(plugin.type ?? '') || ranges.length === 0
		? null
		: {addresses: ranges.map((range) => addressAt(range, 1n)), why: 'the first address of its range', at: plugin.at};
};

/** Calico and the AWS VPC CNI answer ARP for an address that nobody has. */
const ofProduct = ({cni, interfaces}: Node): Gateway | null => {
	const winner = cni?.winner ?? null;
	if (cni?.product === 'cilium') {
		const host = interfaces?.find(({name}) => name === 'cilium_host');
		const addresses = host?.addresses.filter(({scope}) => scope !== 'link').map(({address}) => address) ?? [];
		return host === undefined || addresses.length === 0
			? null
			: {addresses, why: 'the address of cilium_host', at: host.at};
	}
	return winner !== null && (cni?.product === 'calico' || cni?.product === 'aws')
		? {addresses: ['169.254.1.1'], why: `which ${cni.product} answers for`, at: winner.at}
		: null;
};

/** The default gateway of the pods on this node. */
export const podGateway = defineQuestion({
	number: 25,
	id: 'pod-gateway',
	question: 'What is the default gateway of pods on this node?',
	uses: ['cni', 'cniConfigs', 'interfaces', 'flannelEnv', 'role'],
	commands: ['ip addr show type bridge', 'kubectl exec POD -- ip route'],
	answer: (node) => {
		const winner = node.cniConfigs?.files.find(({path}) => path === node.cni?.winner?.path);
		const gateway = ofBridge(node) ?? ofFlannel(node) ?? ofProduct(node) ?? ofPlugin(winner?.plugins[0]);
		return gateway === null
			? notOnNode(node.role, 'gateway of pods', 'ip addr show type bridge', 'cat /etc/cni/net.d/*')
			: {
					answer: `Pods on this node use ${joinWords(gateway.addresses)}, ${gateway.why}.`,
					values: gateway.addresses,
					evidence: [gateway.at],
				};
	},
});
