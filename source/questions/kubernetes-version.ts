import type {Place} from '../model/place.ts';
import {defineQuestion} from '../model/question.ts';
import {joinWords} from './join-words.ts';
import {notOnNode} from './missing.ts';

/** The versions of kubelet and of the API server on this node. */
export const kubernetesVersion = defineQuestion({
	number: 26,
	id: 'kubernetes-version',
	question: 'Which version of Kubernetes runs here?',
	uses: ['components', 'kubeletVersion', 'staticPods', 'role'],
	commands: ['kubelet --version', 'grep image: /etc/kubernetes/manifests/kube-apiserver.yaml'],
	answer: ({components, kubeletVersion, staticPods, role}) => {
		const api = components?.['kube-apiserver'];
		const kubelet = components?.kubelet;
		const container = staticPods?.pods
			.find(({path}) => path === api?.manifest?.path)
			?.containers.find(({image}) => image === api?.manifest?.image);
		const known: readonly (readonly [name: string, version: string | null | undefined, at: Place | undefined])[] = [
			['kubelet', kubelet?.version, kubeletVersion?.at],
			['kube-apiserver', api?.version, container?.at ?? api?.manifest?.at],
		];
		const found = known.filter(([, version]) => version != null);
		if (found.length === 0) {
			return role?.version
				? {
						answer: `The node runs v${role.version.value}.`,
						values: [`v${role.version.value}`],
						evidence: [role.version.at],
					}
				: notOnNode(role, 'version of Kubernetes', 'kubelet --version');
		}
		const versions = [...new Set(found.map(([, version]) => `v${version}`))];
		const skew = versions.length > 1 ? ', which differ' : '';
		return {
			answer: `${joinWords(found.map(([name, version]) => `${name} is v${version}`))}${skew}.`,
			values: versions,
			evidence: found.flatMap(([, , at]) => at ?? []),
		};
	},
});
