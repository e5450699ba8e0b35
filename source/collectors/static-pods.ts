import {defineCollector, type KnownFacts} from '../model/collector.ts';
import type {Input} from '../model/input.ts';
import {unavailable} from './gaps.ts';
import {kubernetesListing} from './kubernetes-files.ts';
import {listedFolder} from './listed-folder.ts';
import {distinctParts, parseParts} from './read-parts.ts';
import {parseStaticPod} from './static-pod.ts';

const kubeadmFolder = '/etc/kubernetes/manifests';
const rke2Folder = '/var/lib/rancher/rke2/agent/pod-manifests';

/** The folder that kubelet was told, or where it would be; it may be given as a single file, which kubelet allows too. */
const givenFolder = (known: KnownFacts): string | null => {
	const path = known.kubeletConfig?.staticPodPath.value ?? '';
	return path.startsWith('/') ? path.replace(/(?<=.)\/$/, '') : null;
};

const folderInput = (directory: string): Input => ({directory, match: '*', format: 'static-pod'});

/** The manifests of the static pod folder: every file that is not hidden, whatever its name (https://kubernetes.io/docs/tasks/configure-pod-container/static-pod/). */
export const staticPods = defineCollector({
	fact: 'staticPods',
	title: 'Static pods',
	after: ['kubeletConfig'],
	inputs: (known) => {
		const given = givenFolder(known);
		return [kubernetesListing, ...(given === null ? [kubeadmFolder, rke2Folder] : [given]).map(folderInput)];
	},
	collect: ([listing, ...folders], known) => {
		const capture = folders.find(({failure}) => failure === null) ?? folders[0];
		const used = capture !== undefined && 'directory' in capture.input ? capture.input.directory : null;
		const directory = givenFolder(known) ?? used ?? kubeadmFolder;
		const listed = listedFolder(listing, directory);
		if (capture === undefined || (capture.failure !== null && capture.failure.kind !== 'missing')) {
			// A listing alone proves a folder missing or empty, not what stands in it.
			if (listed === 'missing' || listed?.length === 0) {
				return {
					value: {directory, exists: listed !== 'missing', pods: []},
					unparsed: [],
					partial: listing?.partial ?? null,
				};
			}
			return unavailable(capture?.failure ?? {kind: 'not-recorded', detail: `${directory} was not read`, remedy: null});
		}
		const exists = capture.failure === null;
		const {value, unparsed} = parseParts(distinctParts([capture]), parseStaticPod);
		return {value: {directory, exists, pods: value}, unparsed, partial: capture.partial};
	},
});
