import type {Setting} from '../model/facts/kubernetes.ts';
import type {Place} from '../model/place.ts';
import {type Knowledge, knownValue} from './draw-conclusions.ts';
import type {Statements} from './statement.ts';

/** Kubelet's effective settings. */
export const kubeletStatements = (knowledge: Knowledge): Statements => {
	const config = knownValue(knowledge, 'kubeletConfig');
	if (config === undefined) {
		return null;
	}
	const {files, ...fields} = config;
	const fallback: Place = files[0]?.at ?? {source: 'kubelet', line: 1};
	return Object.entries(fields as Readonly<Record<string, Setting<unknown>>>).map(([key, setting]) => ({
		key,
		value: JSON.stringify(setting.value),
		at: setting.at ?? fallback,
	}));
};

/** Images and flags of static pods. */
export const staticPodStatements = (knowledge: Knowledge): Statements =>
	knownValue(knowledge, 'staticPods')?.pods.flatMap((pod) => [
		{
			key: pod.path,
			value: pod.problem ?? pod.containers.map((container) => container.image ?? container.name).join(', '),
			at: pod.at,
		},
		...pod.containers.flatMap((container) =>
			container.flags.map((flag) => ({
				key: `${pod.path} ${container.name} --${flag.name}`,
				value: flag.value,
				at: flag.at,
			})),
		),
	]) ?? null;

/** The pod network as the runtime sees it. */
export const podNetworkStatements = (knowledge: Knowledge): Statements => {
	const cni = knownValue(knowledge, 'cni');
	const at = cni?.winner?.at ?? cni?.bridge?.at;
	if (cni === undefined || at === undefined) {
		return null;
	}
	const text = (value: unknown): string => (value === null ? 'none' : String(value));
	return [
		{key: 'network configuration', value: text(cni.winner?.file ?? null), at},
		{key: 'product', value: text(cni.product), at},
		{key: 'plugins', value: cni.plugins.map((plugin) => plugin.type).join(', '), at},
		{
			key: 'daemon',
			value: cni.daemon.running === null ? 'unknown' : cni.daemon.running ? 'running' : 'not running',
			at,
		},
		{
			key: 'bridge',
			value:
				cni.bridge === null
					? 'none'
					: `${cni.bridge.name} ${cni.bridge.up ? 'up' : 'down'} ${cni.bridge.addresses.join(' ')} mtu ${cni.bridge.mtu}`,
			at,
		},
		{
			key: 'overlay',
			value: cni.overlay === null ? 'none' : `${cni.overlay.name} ${cni.overlay.kind} mtu ${cni.overlay.mtu}`,
			at,
		},
	];
};
