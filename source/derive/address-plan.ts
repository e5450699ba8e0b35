import type {PlannedRange} from '../model/conclusions.ts';
import {defineDerivation} from '../model/derivation.ts';
import type {Setting} from '../model/facts/kubernetes.ts';
import type {Place} from '../model/place.ts';
import {lastFlag, readFlags} from '../model/read-flags.ts';
import type {View} from '../model/rule.ts';
import {parseCidr, parseCidrs} from '../net/cidr.ts';
import {findDaemon} from './cni-daemon.ts';
import {isEngineBridge} from './container-interface.ts';
import {plannedRoutes} from './planned-routes.ts';
import {findOverlaps} from './range-overlaps.ts';
import {inferredServiceRanges} from './service-range.ts';

/** What the plan is read from, each where it is known. */
const planFacts = [
	'components',
	'layout',
	'nodeAddress',
	'cni',
	'processes',
	'interfaces',
	'routes',
	'iptables',
	'nftables',
	'virtualServers',
	'cniConfigs',
	'flannelEnv',
	'kubeletConfig',
	'kubeProxyConfig',
] as const;

type Node = View<never, (typeof planFacts)[number]>;

const declared = (kind: PlannedRange['kind'], list: string, owner: string, at: Place): readonly PlannedRange[] =>
	parseCidrs(list).map(({text, family}) => ({kind, cidr: text, family, provenance: 'declared', owner, at}));

const ofFlag = (
	{components}: Node,
	component: string,
	flag: string,
	kind: PlannedRange['kind'],
): readonly PlannedRange[] => {
	const set = lastFlag(components?.[component]?.flags ?? [], flag);
	return set === undefined ? [] : declared(kind, set.value, `${component} --${flag}`, set.at);
};

const ofSetting = (
	setting: Setting<string> | Setting<readonly string[]> | undefined,
): readonly [string, Place] | null => {
	const list = typeof setting?.value === 'string' ? setting.value : (setting?.value ?? []).join(',');
	return setting?.at && list !== '' ? [list, setting.at] : null;
};

const nodeRanges = ({nodeAddress}: Node): readonly PlannedRange[] =>
	(nodeAddress?.addresses ?? []).flatMap(({address, prefix, interface: name, at}) =>
		declared('node', `${address}/${prefix}`, name, at),
	);

/** weaver takes its range from its own flag, whatever the cluster says. */
const ofWeave = ({processes}: Node): readonly PlannedRange[] => {
	const weaver = findDaemon(['weaver'], processes);
	const range = lastFlag(weaver === undefined ? [] : readFlags(weaver.argv.slice(1), weaver.at), 'ipalloc-range');
	return range === undefined ? [] : declared('cluster-pods', range.value, 'weaver --ipalloc-range', range.at);
};

const clusterPods = (node: Node): readonly PlannedRange[] => {
	const {flannelEnv, kubeProxyConfig} = node;
	const proxy = ofSetting(kubeProxyConfig?.clusterCidrs);
	const flannel = [flannelEnv?.network, flannelEnv?.ipv6Network].filter(Boolean).join(',');
	return [
		...ofFlag(node, 'kube-controller-manager', 'cluster-cidr', 'cluster-pods'),
		...(proxy === null ? [] : declared('cluster-pods', proxy[0], 'kube-proxy clusterCIDR', proxy[1])),
		...(flannelEnv ? declared('cluster-pods', flannel, 'FLANNEL_NETWORK', flannelEnv.at) : []),
		...ofWeave(node),
	];
};

/** A plugin that gives pods a second address, only to get out with (https://github.com/aws/amazon-vpc-cni-k8s). */
const isEgress = (type: string | null): boolean => type === 'egress-cni';

const nodePods = ({flannelEnv, cniConfigs, cni, kubeletConfig}: Node): readonly PlannedRange[] => {
	const flannel = [flannelEnv?.subnet, flannelEnv?.ipv6Subnet].filter(Boolean).join(',');
	const winner = cniConfigs?.files.find((file) => file.path === cni?.winner?.path);
	const kubelet = ofSetting(kubeletConfig?.podCidr);
	return [
		...(flannelEnv ? declared('node-pods', flannel, 'FLANNEL_SUBNET', flannelEnv.at) : []),
		...(winner?.plugins ?? [])
			.filter(({type}) => !isEgress(type))
			.flatMap((plugin) => declared('node-pods', plugin.subnets.join(','), winner?.file ?? '', plugin.at)),
		...(kubelet === null ? [] : declared('node-pods', kubelet[0], 'kubelet podCIDR', kubelet[1])),
		...(cni?.bridge ? declared('node-pods', cni.bridge.addresses.join(','), cni.bridge.name, cni.bridge.at) : []),
	];
};

const services = (node: Node): readonly PlannedRange[] => {
	const flag = 'service-cluster-ip-range';
	const said = ['kube-apiserver', 'kube-controller-manager'].flatMap((name) => ofFlag(node, name, flag, 'services'));
	const families = new Set(said.map((range) => range.family));
	return [...said, ...inferredServiceRanges(node).filter((range) => !families.has(range.family))];
};

const engineBridges = ({interfaces, cni}: Node): readonly PlannedRange[] =>
	(interfaces ?? [])
		.filter((link) => isEngineBridge(link.name) && link.name !== cni?.bridge?.name)
		.flatMap((link) =>
			link.addresses
				.filter((address) => address.scope !== 'link')
				.flatMap((address) => declared('bridge', `${address.address}/${address.prefix}`, link.name, address.at)),
		);

/** Products whose pods have addresses of the nodes' own network. */
const fromNodes = ['aws', 'azure', 'gke'];

const parsed = (ranges: readonly PlannedRange[]) =>
	ranges.map((range) => parseCidr(range.cidr)).filter((cidr) => cidr !== null);

/** Node, pod, service, container-engine and route ranges, and which of them overlap. */
export const addressPlan = defineDerivation({
	conclusion: 'addressPlan',
	title: 'Address plan',
	needs: [],
	uses: planFacts,
	derive: (node) => {
		const {nodeAddress, routes, kubeletConfig, cni} = node;
		const nodes = nodeRanges(node);
		const pods = [...clusterPods(node), ...nodePods(node)];
		const fixed = [...nodes, ...pods, ...services(node), ...engineBridges(node)];
		const routed =
			nodeAddress === undefined ? [] : plannedRoutes(routes ?? [], nodeAddress, parsed(pods), parsed(nodes));
		const ranges = [...fixed, ...routed];
		if (ranges.length === 0) {
			return {unavailable: 'no address range is known', remedy: 'run kdiag on the node'};
		}
		const dns = kubeletConfig?.clusterDns;
		return {
			ranges,
			overlaps: findOverlaps(ranges, fromNodes.includes(cni?.product ?? '')),
			clusterDns: dns?.at ? dns.value.map((address) => ({address, at: dns.at as Place})) : [],
		};
	},
});
