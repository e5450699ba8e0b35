import type {ResolvConf} from '../model/facts/host.ts';
import type {KubeletConfig} from '../model/facts/kubernetes.ts';
import type {Place} from '../model/place.ts';
import {hasOwnDefault, isKnownSetting} from './known-setting.ts';

/** The resolv.conf that kubelet gives to pods, and the place that names it where there is one; or why it cannot be told. */
export type PodResolver =
	| {readonly file: ResolvConf; readonly namedAt: Place | null}
	| {readonly skip: string}
	| {readonly unknown: string; readonly remedy?: string};

/** The file of kubelet's `resolvConf` setting, which is not always /etc/resolv.conf: kubeadm names systemd-resolved's (https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/). */
export const podResolver = (
	config: KubeletConfig,
	files: readonly ResolvConf[],
	distribution: string | undefined,
): PodResolver => {
	const {resolvConf} = config;
	if (resolvConf.value === '') {
		return {skip: 'kubelet gives pods no resolv.conf of the node (resolvConf is empty)'};
	}
	if (!hasOwnDefault(resolvConf, distribution)) {
		return {skip: `${distribution} chooses the resolv.conf of pods by itself`};
	}
	if (!isKnownSetting(resolvConf, config)) {
		return {unknown: 'it is not known which resolv.conf kubelet gives to pods', remedy: 'run as root'};
	}
	const file = files.find(({path}) => path === resolvConf.value);
	return file === undefined
		? {unknown: `${resolvConf.value} was not read`, remedy: 'run kdiag on the node'}
		: {file, namedAt: resolvConf.at};
};
