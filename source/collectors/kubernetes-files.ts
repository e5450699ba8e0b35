import {defineCollector} from '../model/collector.ts';
import type {Input} from '../model/input.ts';
import type {Place} from '../model/place.ts';
import {gapOf, partialOf, unavailable} from './gaps.ts';
import {type ListedFile, parseLs} from './ls.ts';
import {distinctParts, parseParts} from './read-parts.ts';

/** The listing of kubeadm's folders; other collectors ask for the same, and it is made once. */
export const kubernetesListing: Input = {
	run: ['ls', '-la', '/etc/kubernetes', '/etc/kubernetes/manifests', '/etc/kubernetes/pki'],
	format: 'ls',
};

const kubeletListing: Input = {run: ['ls', '-la', '/var/lib/kubelet'], format: 'ls'};

/** Files and folders by which other distributions are known. Most do not exist, and `ls` then only says so. */
const distributionListing: Input = {
	run: [
		'ls',
		'-ld',
		'/etc/kubernetes/kubelet/config.json',
		'/etc/kubernetes/kubelet/kubelet-config.json',
		'/etc/kubernetes/pki/etcd',
		'/etc/rancher/k3s/k3s.yaml',
		'/etc/rancher/rke2/rke2.yaml',
		'/home/kubernetes/kubelet-config.yaml',
		'/kind',
		'/var/lib/rancher/k3s/agent',
		'/var/lib/rancher/k3s/server',
		'/var/lib/rancher/rke2/agent/pod-manifests',
		'/var/lib/rancher/rke2/server',
		'/var/snap/microk8s/current/args',
	],
	format: 'ls',
};

const pathOf = ({directory, name, type}: ListedFile): string => {
	const path = name.startsWith('/') ? name : `${directory}/${name}`;
	return type === 'directory' ? `${path}/` : path;
};

const isOurs = ({directory, name}: ListedFile): boolean =>
	name !== '.' &&
	name !== '..' &&
	(name.startsWith('/') || directory === '/var/lib/kubelet' || (directory?.startsWith('/etc/kubernetes') ?? false));

/** Which files of kubelet, kubeadm and the distributions exist, by listing. Folders end in a slash. */
export const kubernetesFiles = defineCollector({
	fact: 'kubernetesFiles',
	title: 'Files of Kubernetes',
	after: [],
	inputs: () => [kubernetesListing, kubeletListing, distributionListing],
	collect: (captures) => {
		const [kubernetes, kubelet] = captures;
		const gap = gapOf(captures.slice(0, 2));
		if (gap !== null && captures.every((capture) => capture.failure !== null)) {
			return unavailable(gap);
		}
		const {value, unparsed} = parseParts(distinctParts(captures), parseLs);
		const files = new Map<string, Place>();
		for (const entry of value.filter(isOurs)) {
			files.set(pathOf(entry), entry.at);
		}
		return {value: [...files].map(([path, at]) => ({path, at})), unparsed, partial: partialOf([kubernetes, kubelet])};
	},
});
