import type {Finding} from '../model/finding.ts';
import type {CauseLink} from '../model/rule.ts';

/** Whether a finding rests on a line about a component: its manifest, its log, its flags. */
const isAbout = (finding: Finding, component: string): boolean =>
	finding.evidence.some((item) => item.source.includes(`/${component}`) || item.source.includes(`_${component}-`));

/** Whether two findings rest on the same line. */
const sharesEvidence = (cause: Finding, consequence: Finding): boolean =>
	cause.evidence.some((item) =>
		consequence.evidence.some(
			(other) => other.node === item.node && other.source === item.source && other.line === item.line,
		),
	);

/** Every rule that finds something missing on a node whose network is down. */
const needsNetwork = [
	'apiserver-unreachable',
	'etcd-unreachable',
	'ha-without-peers',
	'too-few-peers',
	'no-client-connections',
	'apiserver-not-listening',
	'scheduler-or-kcm-not-listening',
	'control-plane-crashloop',
	'missing-remote-pod-routes',
	'no-default-route',
	'cni-daemon-not-running',
] as const;

/** What kubelet keeps running: without it none of these is started again. */
const needsKubelet = [
	'kubelet-not-listening',
	'apiserver-not-listening',
	'scheduler-or-kcm-not-listening',
	'etcd-client-not-listening',
	'etcd-peer-not-listening',
	'kube-proxy-health-missing',
	'control-plane-crashloop',
	'kube-proxy-missing',
	'cni-daemon-not-running',
	'partial-control-plane',
	'ha-without-peers',
	'too-few-peers',
] as const;

/** Causes and what follows from them: the consequence is printed under its cause. Earlier entries win. */
export const causes: readonly CauseLink[] = [
	{cause: 'primary-link-down', consequences: ['no-usable-address', ...needsNetwork]},
	{cause: 'no-usable-address', consequences: needsNetwork},
	{cause: 'no-default-route', consequences: needsNetwork.filter((id) => id !== 'no-default-route')},
	{cause: 'swap-enabled', consequences: ['kubelet-not-running', ...needsKubelet]},
	{
		cause: 'certificate-expired',
		consequences: ['kubelet-not-running', 'apiserver-unreachable', ...needsKubelet],
		when: (cause) => cause.severity === 'error' && isAbout(cause, 'kubelet'),
	},
	{cause: 'kubelet-config-missing', consequences: ['kubelet-not-running', ...needsKubelet]},
	{cause: 'cri-socket-missing', consequences: ['kubelet-not-running', ...needsKubelet]},
	{cause: 'containerd-cri-disabled', consequences: ['kubelet-not-running', 'cri-socket-missing', ...needsKubelet]},
	{
		cause: 'port-held-by-foreign-process',
		consequences: ['kubelet-not-running', ...needsKubelet, 'apiserver-lb-missing'],
	},
	{cause: 'kubelet-not-running', consequences: needsKubelet},
	{cause: 'static-pod-path-mismatch', consequences: needsKubelet.filter((id) => id !== 'kubelet-not-listening')},
	{
		cause: 'configured-ip-not-local',
		consequences: [
			'apiserver-not-listening',
			'etcd-client-not-listening',
			'etcd-peer-not-listening',
			'control-plane-crashloop',
		],
	},
	{
		cause: 'certificate-expired',
		consequences: [
			'apiserver-not-listening',
			'control-plane-crashloop',
			'apiserver-unreachable',
			'etcd-client-not-listening',
		],
		when: (cause) => cause.severity === 'error',
	},
	{
		cause: 'control-plane-crashloop',
		consequences: [
			'etcd-servers-unmatched',
			'etcd-client-not-listening',
			'etcd-peer-not-listening',
			'ha-without-peers',
			'too-few-peers',
			'apiserver-not-listening',
			'scheduler-or-kcm-not-listening',
			'apiserver-lb-missing',
			'no-client-connections',
		],
		when: (cause) => isAbout(cause, 'etcd'),
	},
	{
		cause: 'etcd-servers-unmatched',
		consequences: [
			'control-plane-crashloop',
			'apiserver-not-listening',
			'no-client-connections',
			'scheduler-or-kcm-not-listening',
			'apiserver-lb-missing',
		],
	},
	{
		cause: 'control-plane-crashloop',
		consequences: [
			'apiserver-not-listening',
			'scheduler-or-kcm-not-listening',
			'etcd-client-not-listening',
			'etcd-peer-not-listening',
			'etcd-servers-unmatched',
			'ha-without-peers',
			'too-few-peers',
			'partial-control-plane',
			'no-client-connections',
			'apiserver-lb-missing',
		],
	},
	{
		cause: 'etcd-client-not-listening',
		consequences: [
			'apiserver-not-listening',
			'no-client-connections',
			'etcd-servers-unmatched',
			'control-plane-crashloop',
			'scheduler-or-kcm-not-listening',
		],
	},
	{
		cause: 'partial-control-plane',
		consequences: ['scheduler-or-kcm-not-listening', 'apiserver-not-listening', 'control-plane-crashloop'],
	},
	{
		cause: 'no-cni-config',
		consequences: ['cni-daemon-not-running', 'bridge-down-or-no-address', 'cluster-dns-no-endpoints'],
	},
	{
		cause: 'invalid-cni-config',
		consequences: [
			'cni-daemon-not-running',
			'bridge-down-or-no-address',
			'cluster-dns-no-endpoints',
			'cni-version-problem',
			'portmap-missing',
		],
	},
	{
		cause: 'plugin-binary-missing',
		consequences: ['cni-daemon-not-running', 'bridge-down-or-no-address', 'cluster-dns-no-endpoints'],
	},
	{
		cause: 'host-firewall-active',
		consequences: ['reject-icmp-host-prohibited', 'foreign-nft-drop', 'input-missing-accept', 'forward-drop'],
	},
	{cause: 'reject-icmp-host-prohibited', consequences: ['input-missing-accept', 'forward-drop']},
	{cause: 'foreign-nft-drop', consequences: ['input-missing-accept', 'forward-drop']},
	{
		cause: 'input-missing-accept',
		consequences: ['ha-without-peers', 'too-few-peers', 'apiserver-unreachable', 'reachability-matrix'],
	},
	{cause: 'br-netfilter-missing', consequences: ['bridge-nf-call-off', 'cni-daemon-not-running']},
	{cause: 'ip-forward-off', consequences: ['missing-remote-pod-routes', 'overlay-probe-fails']},
	{cause: 'bridge-down-or-no-address', consequences: ['own-pod-route-wrong-device', 'cni0-subnet-env-mismatch']},
	{cause: 'dual-stack-family-missing', consequences: ['cni-daemon-not-running']},
	{cause: 'nat-nic-selected', consequences: ['tunnel-endpoint-wrong', 'overlay-neighbour-missing']},
	// An overlay that was made anew, or got another MAC address, has lost its neighbours.
	{cause: 'tunnel-endpoint-wrong', consequences: ['overlay-neighbour-missing']},
	{cause: 'missing-or-wrong-peer-routes', consequences: ['overlay-neighbour-missing']},
	{cause: 'runtime-default-bridge-active', consequences: ['multiple-cni-configs', 'portmap-missing']},
	{cause: 'leftover-cni', consequences: ['tunnel-endpoint-wrong']},
	{
		cause: 'cni-daemon-not-running',
		consequences: [
			'cni0-subnet-env-mismatch',
			'pod-egress-masquerade-missing',
			'missing-remote-pod-routes',
			'overlay-neighbour-missing',
		],
	},
	{
		cause: 'mixed-iptables-backends',
		consequences: ['kube-services-jump-missing', 'kube-postrouting-missing', 'kube-forward-missing'],
	},
	{
		cause: 'kube-proxy-missing',
		consequences: ['kube-proxy-health-missing', 'stale-proxy-rules', 'mode-differs-from-dataplane'],
	},
	{cause: 'cluster-dns-outside-service-cidr', consequences: ['cluster-dns-no-endpoints']},
	{cause: 'kube-proxy-missing', consequences: ['cluster-dns-no-endpoints']},
	// Any service may be empty; only the one behind the cluster DNS explains this.
	{cause: 'service-without-endpoints', consequences: ['cluster-dns-no-endpoints'], when: sharesEvidence},
	{cause: 'own-pod-route-wrong-device', consequences: ['host-route-overlap'], when: sharesEvidence},
	{
		cause: 'modules-missing',
		consequences: ['cni-daemon-not-running', 'kube-proxy-missing', 'missing-remote-pod-routes'],
	},
	{cause: 'resolvconf-missing', consequences: ['cni-daemon-not-running', 'kube-proxy-missing']},
	{cause: 'cni-daemon-not-running', consequences: ['missing-remote-pod-routes', 'missing-or-wrong-peer-routes']},
	{cause: 'missing-remote-pod-routes', consequences: ['missing-or-wrong-peer-routes']},
	{cause: 'control-plane-crashloop', consequences: ['apiserver-unreachable']},
	{cause: 'apiserver-not-listening', consequences: ['apiserver-unreachable']},
	{cause: 'duplicate-hostname', consequences: ['hostname-differs-from-node-name']},
	{
		cause: 'ipvs-modules-missing',
		consequences: ['kube-proxy-missing', 'kube-proxy-health-missing', 'mode-differs-from-dataplane'],
	},
	{
		cause: 'nftables-mode-unsupported',
		consequences: ['kube-proxy-missing', 'kube-proxy-health-missing', 'mode-differs-from-dataplane'],
	},
	{
		cause: 'runtime-default-bridge-active',
		consequences: ['cni-network-differs-from-cluster-cidr', 'kube-proxy-cluster-cidr-mismatch'],
	},
	{
		cause: 'cni-network-differs-from-cluster-cidr',
		consequences: ['kube-proxy-cluster-cidr-mismatch'],
		when: sharesEvidence,
	},
	{
		cause: 'weave-range-overlap',
		consequences: ['node-in-pod-cidr', 'host-route-overlap', 'service-pod-overlap'],
		when: sharesEvidence,
	},
	{cause: 'linkdown-or-unreachable-route', consequences: ['host-route-overlap'], when: sharesEvidence},
	{cause: 'node-ip-in-container-range', consequences: ['apiserver-san-missing']},
	{
		cause: 'stray-manifest',
		consequences: ['port-held-by-foreign-process', 'control-plane-crashloop', 'apiserver-not-listening'],
	},
];
