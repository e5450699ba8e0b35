import type {Capture, Part} from '../model/capture.ts';
import {defineCollector, type InputSlot, type KnownFacts} from '../model/collector.ts';
import type {Flag, KubeProxyConfig, Setting} from '../model/facts/kubernetes.ts';
import type {Process} from '../model/facts/process.ts';
import type {Input} from '../model/input.ts';
import {lastFlag, readFlags} from '../model/read-flags.ts';
import {gapOf, notHere, unavailable} from './gaps.ts';
import {type KubeProxyFile, parseKubeProxyConfig} from './kube-proxy-file.ts';
import {parseKubeletFlags} from './kubelet-flags.ts';
import {nodeProcess} from './program-of.ts';
import {distinctParts, parseParts} from './read-parts.ts';

const podsFolder = '/var/lib/kubelet/pods';
const microk8sFlags = '/var/snap/microk8s/current/args/kube-proxy';

/** How kube-proxy was started: its process, flags, and its file where it runs outside a pod. */
type Start = {
	readonly process: Process | null;
	readonly flags: readonly Flag[];
	readonly file: string | null;
	readonly isInside: 'k3s' | 'microk8s' | null;
};

/** k3s runs kube-proxy inside its own process (https://docs.k3s.io/cli/server). */
const insideK3s = (process: Process): Start => {
	const own = readFlags(process.argv, process.at);
	const handed = own
		.filter(({name}) => name === 'kube-proxy-arg')
		.flatMap(({value}) => readFlags([`--${value}`], process.at));
	const cluster = lastFlag(own, 'cluster-cidr');
	return {process, flags: cluster ? [cluster, ...handed] : handed, file: null, isInside: 'k3s'};
};

const startOf = (known: KnownFacts): Start => {
	const process = nodeProcess(known.processes, 'kube-proxy');
	if (process !== null) {
		const flags = readFlags(process.argv, process.at);
		const path = lastFlag(flags, 'config')?.value ?? '';
		return {process, flags, file: process.pod === null && path.startsWith('/') ? path : null, isInside: null};
	}
	const k3s = nodeProcess(known.processes, 'k3s');
	if (k3s !== null && !k3s.argv.some((word) => word.startsWith('--disable-kube-proxy'))) {
		return insideK3s(k3s);
	}
	const kubelite = nodeProcess(known.processes, 'kubelite');
	return {process: kubelite, flags: [], file: null, isInside: kubelite === null ? null : 'microk8s'};
};

/** The name of kubeadm's file; EKS has its own ConfigMap and calls it `config` (https://docs.aws.amazon.com/eks/latest/userguide/managing-kube-proxy.html). */
const usualName = 'config.conf';

/** Where the file of a pod's kube-proxy lies that is not called as kubeadm's: in one of the pod's ConfigMaps, by the name that its argv gives. */
const ownVolume = ({process, flags}: Start): Input | null => {
	const name = lastFlag(flags, 'config')?.value.split('/').at(-1) ?? '';
	const isNamed = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(name) && name !== usualName;
	return process?.pod && isNamed
		? {
				directory: `${podsFolder}/${process.pod.uid}/volumes/kubernetes.io~configmap`,
				match: `*/${name}`,
				format: 'kube-proxy-config',
			}
		: null;
};

const inputsFor = (known: KnownFacts): readonly InputSlot[] => {
	const start = startOf(known);
	const {file, isInside} = start;
	const own = ownVolume(start);
	if (own !== null) {
		return [own];
	}
	return [
		file === null
			? {
					directory: podsFolder,
					match: `*/volumes/kubernetes.io~configmap/kube-proxy/${usualName}`,
					format: 'kube-proxy-config',
				}
			: {file, format: 'kube-proxy-config'},
		...(isInside === 'microk8s' ? [{file: microk8sFlags, format: 'kubelet-flags'} as const] : []),
	];
};

/** The volume of the pod that runs; kubelet leaves those of earlier pods for a while. */
const choose = (parts: readonly Part[], process: Process | null): Part | undefined =>
	parts.find(({name}) => process?.pod && name.startsWith(`${podsFolder}/${process.pod.uid}/`)) ?? parts[0];

const byDefault = <T>(value: T): Setting<T> => ({value, from: 'default', at: null});

type Settings = Omit<KubeProxyConfig, 'files'>;

/** With a file all flags but one are ignored (https://kubernetes.io/docs/reference/command-line-tools-reference/kube-proxy/). */
const picker =
	(file: KubeProxyFile | null, flags: readonly Flag[]) =>
	<K extends keyof Settings>(
		name: K,
		flag: string | null,
		parse: (text: string) => Settings[K]['value'] | null,
		fallback: Settings[K]['value'],
	): Settings[K] => {
		const given = flag === null || (file !== null && name !== 'hostnameOverride') ? undefined : lastFlag(flags, flag);
		const value = given === undefined ? null : parse(given.value);
		const own: Setting<unknown> | null = given && value !== null ? {value, from: 'flag', at: given.at} : null;
		return (own ?? file?.settings[name] ?? byDefault(fallback)) as Settings[K];
	};

const toText = (text: string): string => text;
const toList = (text: string): readonly string[] => text.split(',').filter((item) => item !== '');
const toNumber = (text: string): number | null => (/^[0-9]{1,9}$/.test(text) ? Number(text) : null);
const toTruth = (text: string): boolean | null => (text === 'true' ? true : text === 'false' ? false : null);

/** Empty means the default, and an address without a port gets the usual one. */
const withPort = (setting: Setting<string>, address: string, port: number): Setting<string> => {
	if (setting.value === '') {
		return byDefault(`${address}:${port}`);
	}
	const isBare = /^[0-9.]+$/.test(setting.value) || /^\[[0-9a-fA-F:]*\]$/.test(setting.value);
	return isBare ? {...setting, value: `${setting.value}:${port}`} : setting;
};

const effective = (file: KubeProxyFile | null, flags: readonly Flag[], isK3s: boolean): Settings => {
	const pick = picker(file, flags);
	return {
		mode: pick('mode', 'proxy-mode', toText, ''),
		clusterCidrs: pick('clusterCidrs', 'cluster-cidr', toList, isK3s ? ['10.42.0.0/16'] : []),
		healthzBindAddress: withPort(
			pick('healthzBindAddress', 'healthz-bind-address', toText, ''),
			isK3s ? '127.0.0.1' : '0.0.0.0',
			10_256,
		),
		metricsBindAddress: withPort(pick('metricsBindAddress', 'metrics-bind-address', toText, ''), '127.0.0.1', 10_249),
		detectLocalMode: pick('detectLocalMode', 'detect-local-mode', toText, ''),
		nodePortAddresses: pick('nodePortAddresses', 'nodeport-addresses', toList, []),
		masqueradeBit: pick('masqueradeBit', 'iptables-masquerade-bit', toNumber, 14),
		masqueradeAll: pick('masqueradeAll', 'masquerade-all', toTruth, false),
		hostnameOverride: pick('hostnameOverride', 'hostname-override', toText, ''),
		conntrackMaxPerCore: pick('conntrackMaxPerCore', 'conntrack-max-per-core', toNumber, 32_768),
		conntrackMin: pick('conntrackMin', 'conntrack-min', toNumber, 131_072),
	};
};

/** The pod's own volume is the whole truth, whatever else may lie beside it. */
const partialFor = (
	capture: Capture | undefined,
	part: Part | undefined,
	{process, isInside}: Start,
): string | null => {
	const isOwn = process?.pod && part?.name.startsWith(`${podsFolder}/${process.pod.uid}/`);
	return isOwn || isInside !== null ? null : (capture?.partial ?? null);
};

/** kube-proxy's configuration: the file in the volume of its pod, or that of its argv, and its flags. */
export const kubeProxyConfig = defineCollector({
	fact: 'kubeProxyConfig',
	title: "kube-proxy's configuration",
	after: ['processes'],
	inputs: inputsFor,
	collect: ([capture, flagFile], known) => {
		const start = startOf(known);
		const part = choose(capture?.failure === null ? capture.parts : [], start.process);
		const {value, unparsed} = parseParts(part === undefined ? [] : [part], parseKubeProxyConfig);
		const handed = parseParts(distinctParts(flagFile === undefined ? [] : [flagFile]), parseKubeletFlags);
		const flags = [...start.flags, ...handed.value];
		const hasConfig = lastFlag(flags, 'config') !== undefined;
		const file = start.isInside === null ? (value[0] ?? null) : null;
		if (
			file === null &&
			(start.process === null || hasConfig || (start.isInside === 'microk8s' && flags.length === 0))
		) {
			const gap = gapOf([capture, flagFile]);
			return gap === null ? notHere('no configuration of kube-proxy is on this node') : unavailable(gap);
		}
		const bad = file?.file.state === 'invalid' ? `${file.file.path} is invalid` : null;
		return {
			value: {...effective(file, flags, start.isInside === 'k3s'), files: file === null ? [] : [file.file]},
			unparsed: [...unparsed, ...handed.unparsed],
			partial: bad ?? partialFor(capture, part, start),
		};
	},
});
