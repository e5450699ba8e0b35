import {byValue, differenceOf, type NodeValue} from '../../derive/compare-values.ts';
import {distinctNodes, identityFacts, type NodeView} from '../../derive/distinct-nodes.ts';
import type {Components} from '../../model/conclusions.ts';
import type {KubeletConfig, KubeProxyConfig, Setting} from '../../model/facts/kubernetes.ts';
import {lastFlag} from '../../model/read-flags.ts';
import {type ClusterViolation, defineClusterRule} from '../../model/rule.ts';
import {isLinkLocal} from '../../net/address.ts';
import {parseCidrs} from '../../net/cidr.ts';

type Ranges = {
	readonly components: Components;
	readonly kubeProxyConfig?: KubeProxyConfig | undefined;
	readonly kubeletConfig?: KubeletConfig | undefined;
};

/** What is compared: its name, and its value on a node in normal form. */
type Compared = {readonly what: string; readonly read: (view: Ranges) => NodeValue | null; readonly isHint: boolean};

const ofFlag =
	(component: string, flag: string) =>
	({components}: Ranges): NodeValue | null => {
		const set = lastFlag(components[component]?.flags ?? [], flag);
		const value = parseCidrs(set?.value ?? '')
			.map(({text}) => text)
			.join(',');
		return set === undefined || value === '' ? null : {value, at: [set.at]};
	};

const ofList = (
	setting: Setting<readonly string[]> | undefined,
	isKept: (item: string) => boolean,
): NodeValue | null => {
	const value = (setting?.value ?? []).filter(isKept).join(',');
	return setting?.at && value !== '' ? {value, at: [setting.at]} : null;
};

const compared: readonly Compared[] = [
	{
		what: '--service-cluster-ip-range of kube-apiserver',
		read: ofFlag('kube-apiserver', 'service-cluster-ip-range'),
		isHint: false,
	},
	{
		what: '--service-cluster-ip-range of kube-controller-manager',
		read: ofFlag('kube-controller-manager', 'service-cluster-ip-range'),
		isHint: false,
	},
	{
		what: '--cluster-cidr of kube-controller-manager',
		read: ofFlag('kube-controller-manager', 'cluster-cidr'),
		isHint: false,
	},
	{
		what: 'clusterCIDR of kube-proxy',
		read: ({kubeProxyConfig}) => ofList(kubeProxyConfig?.clusterCidrs, () => true),
		isHint: false,
	},
	// A cache on the node has an address of its own, on the nodes that have one.
	{
		what: 'clusterDNS of kubelet',
		read: ({kubeletConfig}) => ofList(kubeletConfig?.clusterDns, (item) => !isLinkLocal(item)),
		isHint: true,
	},
];

/** Whether one value begins with every other: a second family is being added node by node. */
const isExtension = (values: readonly string[]): boolean => {
	const longest = values.toSorted((a, b) => b.length - a.length)[0] ?? '';
	return values.every((value) => longest === value || longest.startsWith(`${value},`));
};

const compare = (cluster: readonly NodeView<Ranges>[]): readonly ClusterViolation[] =>
	compared.flatMap(({what, read, isHint}) => {
		const difference = differenceOf(cluster, read);
		if (difference === null) {
			return [];
		}
		const values = byValue(cluster, (view) => [read(view)].filter((value) => value !== null)).map(({value}) => value);
		return [
			{
				expected: `one ${what} on all nodes (${difference.common})`,
				actual: `${what} differs: ${difference.text}`,
				severity: isHint || isExtension(values) ? ('warning' as const) : ('error' as const),
				nodes: difference.nodes,
				evidence: difference.evidence,
			},
		];
	});

/** Ranges that components of one cluster are told. */
export const serviceOrClusterCidrMismatch = defineClusterRule({
	id: 'service-or-cluster-cidr-mismatch',
	title: 'Components of all nodes are told the same ranges',
	severity: 'error',
	tier: 1,
	group: 'nodes',
	roles: 'any',
	needs: ['components'],
	uses: [...identityFacts, 'kubeProxyConfig', 'kubeletConfig'],
	why: 'Which addresses services and pods get depends on which API server answers and which controller manager leads.',
	fix: 'Make the manifests and configurations alike; the right value is the one of kubeadm-config.',
	commands: ['kubectl -n kube-system get configmap kubeadm-config -o yaml', 'grep -rn cidr /etc/kubernetes/manifests'],
	verify: ['grep -rn -e service-cluster-ip-range -e cluster-cidr /etc/kubernetes/manifests'],
	docs: [
		'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-controller-manager/',
		'https://kubernetes.io/docs/reference/networking/virtual-ips/',
	],
	seen: 'never seen live; tested on made-up facts',
	check: (nodes) => distinctNodes(nodes).flatMap(compare),
});
