import type {KubeletConfig} from '../model/facts/kubernetes.ts';
import type {Tree} from './tree.ts';

/** The settings of kubelet without the list of its files. */
export type KubeletSettings = Omit<KubeletConfig, 'files'>;

/**
 * How one setting is given: the keys in KubeletConfiguration (none where only a flag sets it), the flag, and the defaults with and without a
 * configuration file, which differ (https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/,
 * https://kubernetes.io/docs/reference/command-line-tools-reference/kubelet/).
 */
export type KubeletField<T = unknown> = {
	readonly keys: readonly string[] | null;
	readonly flag: string;
	/** The value in a file; undefined where it has the wrong type. */
	readonly read: (tree: Tree) => T | undefined;
	/** The value of the flag, all occurrences in order; undefined where it cannot be read. */
	readonly parse: (values: readonly string[]) => T | undefined;
	readonly type: string;
	readonly fileDefault: T;
	readonly flagDefault: T;
	/** Whether the type's zero in a file means the default. */
	readonly zeroIsDefault: boolean;
};

type Kind<T> = Pick<KubeletField<T>, 'read' | 'parse' | 'type'>;

const text: Kind<string> = {
	read: (tree) => (tree.kind === 'scalar' && typeof tree.value === 'string' ? tree.value : undefined),
	parse: (values) => values.at(-1),
	type: 'a string',
};

const whole: Kind<number> = {
	read: (tree) => (tree.kind === 'scalar' && Number.isInteger(tree.value) ? Number(tree.value) : undefined),
	parse: (values) => (/^-?[0-9]{1,9}$/.test(values.at(-1) ?? '') ? Number(values.at(-1)) : undefined),
	type: 'a number',
};

const yes = new Set(['true', 'True', 'TRUE', 't', 'T', '1']);
const no = new Set(['false', 'False', 'FALSE', 'f', 'F', '0']);
/** YAML 1.1, which Kubernetes reads, has these booleans too. */
const oldYes = new Set(['yes', 'Yes', 'YES', 'on', 'On', 'ON', 'y', 'Y']);
const oldNo = new Set(['no', 'No', 'NO', 'off', 'Off', 'OFF', 'n', 'N']);

const flagOfSets = (
	value: string,
	positive: ReadonlySet<string>,
	negative: ReadonlySet<string>,
): boolean | undefined => (positive.has(value) ? true : negative.has(value) ? false : undefined);

const truth: Kind<boolean> = {
	read: (tree) => {
		const value = tree.kind === 'scalar' ? tree.value : null;
		return typeof value === 'string'
			? flagOfSets(value, oldYes, oldNo)
			: typeof value === 'boolean'
				? value
				: undefined;
	},
	parse: (values) => flagOfSets(values.at(-1) ?? '', yes, no),
	type: 'true or false',
};

const texts: Kind<readonly string[]> = {
	read: (tree) => {
		const items = tree.kind === 'list' ? tree.items.map(text.read) : [undefined];
		return items.some((item) => item === undefined) ? undefined : (items as readonly string[]);
	},
	parse: (values) => values.flatMap((value) => value.split(',')).filter((value) => value !== ''),
	type: 'a list of strings',
};

/** One flag with all of the list in it, where a repetition replaces. */
const lastTexts: Kind<readonly string[]> = {...texts, parse: (values) => texts.parse(values.slice(-1))};

const field = <T>(
	kind: Kind<T>,
	keys: string | null,
	flag: string,
	fileDefault: T,
	options: {readonly flagDefault?: T; readonly zeroIsDefault?: boolean} = {},
): KubeletField<T> => ({
	...kind,
	keys: keys?.split('.') ?? null,
	flag,
	fileDefault,
	flagDefault: options.flagDefault ?? fileDefault,
	zeroIsDefault: options.zeroIsDefault ?? false,
});

const zero = {zeroIsDefault: true} as const;

/** Every setting of kubelet that the node's network depends on. */
export const kubeletFields: {readonly [K in keyof KubeletSettings]: KubeletField<KubeletSettings[K]['value']>} = {
	address: field(text, 'address', 'address', '0.0.0.0', zero),
	port: field(whole, 'port', 'port', 10_250, zero),
	readOnlyPort: field(whole, 'readOnlyPort', 'read-only-port', 0, {flagDefault: 10_255}),
	healthzBindAddress: field(text, 'healthzBindAddress', 'healthz-bind-address', '127.0.0.1', zero),
	healthzPort: field(whole, 'healthzPort', 'healthz-port', 10_248),
	staticPodPath: field(text, 'staticPodPath', 'pod-manifest-path', ''),
	clusterDns: field(texts, 'clusterDNS', 'cluster-dns', []),
	clusterDomain: field(text, 'clusterDomain', 'cluster-domain', ''),
	resolvConf: field(text, 'resolvConf', 'resolv-conf', '/etc/resolv.conf'),
	anonymousAuthentication: field(truth, 'authentication.anonymous.enabled', 'anonymous-auth', false, {
		flagDefault: true,
	}),
	authorizationMode: field(text, 'authorization.mode', 'authorization-mode', 'Webhook', {
		flagDefault: 'AlwaysAllow',
		zeroIsDefault: true,
	}),
	failSwapOn: field(truth, 'failSwapOn', 'fail-swap-on', true),
	cgroupDriver: field(text, 'cgroupDriver', 'cgroup-driver', 'cgroupfs', zero),
	runtimeEndpoint: field(
		text,
		'containerRuntimeEndpoint',
		'container-runtime-endpoint',
		'unix:///run/containerd/containerd.sock',
		zero,
	),
	maxPods: field(whole, 'maxPods', 'max-pods', 110, zero),
	podCidr: field(text, 'podCIDR', 'pod-cidr', ''),
	makeIptablesChains: field(truth, 'makeIPTablesUtilChains', 'make-iptables-util-chains', true),
	rotateCertificates: field(truth, 'rotateCertificates', 'rotate-certificates', false),
	hostnameOverride: field(text, null, 'hostname-override', ''),
	nodeIps: field(lastTexts, null, 'node-ip', []),
	cloudProvider: field(text, null, 'cloud-provider', ''),
	configPath: field(text, null, 'config', ''),
	kubeconfigPath: field(text, null, 'kubeconfig', ''),
	bootstrapKubeconfigPath: field(text, null, 'bootstrap-kubeconfig', ''),
};
