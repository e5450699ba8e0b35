import type {Flag, Setting} from '../model/facts/kubernetes.ts';
import {type KubeletField, type KubeletSettings, kubeletFields} from './kubelet-fields.ts';
import type {KubeletFile} from './kubelet-file.ts';
import type {KubeletPresets} from './kubelet-start.ts';

/** All that gives kubelet its settings. Later drop-ins win over earlier ones, they over the file, and flags over all. */
export type KubeletLayers = {
	readonly flags: readonly Flag[];
	readonly dropIns: readonly KubeletFile[];
	readonly file: KubeletFile | null;
	/** kubeadm's note of the runtime's socket, from which it writes the file. */
	readonly instance: KubeletFile | null;
	readonly presets: KubeletPresets;
	readonly isBare: boolean;
};

type Name = keyof KubeletSettings;

const fromFlags = (flags: readonly Flag[], field: KubeletField): Setting<unknown> | null => {
	const own = flags.filter(({name}) => name === field.flag);
	const last = own.at(-1);
	const value = last === undefined ? undefined : field.parse(own.map((flag) => flag.value));
	return last === undefined || value === undefined ? null : {value, from: 'flag', at: last.at};
};

const fromFiles = (layers: KubeletLayers, name: Name): Setting<unknown> | null => {
	const dropIn = layers.dropIns.findLast((file) => file.settings[name] !== undefined)?.settings[name];
	if (dropIn !== undefined) {
		return {...dropIn, from: 'drop-in'};
	}
	const own = layers.file?.settings[name] ?? (name === 'runtimeEndpoint' ? layers.instance?.settings[name] : undefined);
	return own === undefined ? null : {...own, from: 'file'};
};

const settingOf = (layers: KubeletLayers, name: Name): Setting<unknown> => {
	const field = kubeletFields[name] as KubeletField;
	const stated = fromFlags(layers.flags, field) ?? fromFiles(layers, name);
	const fallback = layers.presets[name] ?? (layers.isBare ? field.flagDefault : field.fileDefault);
	return stated ?? {value: fallback, from: 'default', at: null};
};

/** Every setting of kubelet as it counts, with where it comes from (https://kubernetes.io/docs/tasks/administer-cluster/kubelet-config-file/). */
export const kubeletSettings = (layers: KubeletLayers): KubeletSettings =>
	Object.fromEntries(
		Object.keys(kubeletFields).map((name) => [name, settingOf(layers, name as Name)]),
	) as unknown as KubeletSettings;
