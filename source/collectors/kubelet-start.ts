import type {KnownFacts} from '../model/collector.ts';
import type {Flag} from '../model/facts/kubernetes.ts';
import type {Process} from '../model/facts/process.ts';
import {lastFlag, readFlags} from '../model/read-flags.ts';
import type {KubeletSettings} from './kubelet-fields.ts';
import {nodeProcess} from './program-of.ts';

/** Values that a distribution gives kubelet from within, where nothing on the node states them. */
export type KubeletPresets = {readonly [K in keyof KubeletSettings]?: KubeletSettings[K]['value']};

/**
 * How kubelet was started: its process (null where none runs), the flags of its argv, where its files are, and what its distribution sets.
 * `flagFiles` hold flags that are not in argv: of a kubelet that does not run, and of MicroK8s.
 */
export type KubeletStart = {
	readonly process: Process | null;
	readonly flags: readonly Flag[];
	/** Absolute path of `--config`; null where there is none. */
	readonly config: string | null;
	/** Absolute path of `--config-dir`; null where there is none. */
	readonly dropIns: string | null;
	readonly flagFiles: readonly (readonly string[])[];
	readonly presets: KubeletPresets;
	/** Whether it was started with flags alone, which have defaults of their own. */
	readonly isBare: boolean;
};

const kubeadmFlagFiles = [['/var/lib/kubelet/kubeadm-flags.env'], ['/etc/default/kubelet', '/etc/sysconfig/kubelet']];

const absolute = (flag: Flag | undefined): string | null => (flag?.value.startsWith('/') ? flag.value : null);

const separate = (process: Process): KubeletStart => {
	const flags = readFlags(process.argv, process.at);
	const config = absolute(lastFlag(flags, 'config'));
	const dropIns = absolute(lastFlag(flags, 'config-dir'));
	// An empty argv says nothing of flags, and then kubeadm's files are the best guess.
	const isBare = process.argv.length > 1 && config === null && dropIns === null;
	return {process, flags, config, dropIns, flagFiles: [], presets: {}, isBare};
};

/** k3s runs kubelet inside its own process and hands on `--kubelet-arg` (https://docs.k3s.io/cli/agent). */
const insideK3s = (process: Process): KubeletStart => {
	const own = readFlags(process.argv, process.at);
	const flags = own
		.filter(({name}) => name === 'kubelet-arg')
		.flatMap(({value}) => readFlags([`--${value}`], process.at));
	const agent = '/var/lib/rancher/k3s/agent';
	return {
		process,
		flags: [...own.filter(({name}) => name === 'node-ip'), ...flags],
		config: absolute(lastFlag(flags, 'config')),
		dropIns: absolute(lastFlag(flags, 'config-dir')) ?? `${agent}/etc/kubelet.conf.d`,
		flagFiles: [],
		presets: {
			staticPodPath: `${agent}/pod-manifests`,
			runtimeEndpoint: 'unix:///run/k3s/containerd/containerd.sock',
			clusterDns: [lastFlag(own, 'cluster-dns')?.value ?? '10.43.0.10'],
			clusterDomain: lastFlag(own, 'cluster-domain')?.value ?? 'cluster.local',
			kubeconfigPath: `${agent}/kubelet.kubeconfig`,
		},
		isBare: false,
	};
};

/** MicroK8s runs all of Kubernetes as `kubelite`, each part with a file of arguments (https://microk8s.io/docs/configuring-services). */
const insideKubelite = (process: Process): KubeletStart => ({
	process,
	flags: [],
	config: null,
	dropIns: null,
	flagFiles: [['/var/snap/microk8s/current/args/kubelet']],
	presets: {},
	isBare: true,
});

/** Finds out how kubelet was started; one that does not run is taken as kubeadm would start it. */
export const kubeletStart = (known: KnownFacts): KubeletStart => {
	const kubelet = nodeProcess(known.processes, 'kubelet');
	if (kubelet !== null) {
		return separate(kubelet);
	}
	const k3s = nodeProcess(known.processes, 'k3s');
	if (k3s !== null && !k3s.argv.includes('--disable-agent')) {
		return insideK3s(k3s);
	}
	const kubelite = nodeProcess(known.processes, 'kubelite');
	return kubelite !== null
		? insideKubelite(kubelite)
		: {
				process: null,
				flags: [],
				config: null,
				dropIns: null,
				flagFiles: kubeadmFlagFiles,
				presets: {
					kubeconfigPath: '/etc/kubernetes/kubelet.conf',
					bootstrapKubeconfigPath: '/etc/kubernetes/bootstrap-kubelet.conf',
				},
				isBare: false,
			};
};
