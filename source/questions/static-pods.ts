import type {StaticPod} from '../model/facts/kubernetes.ts';
import {defineQuestion} from '../model/question.ts';
import type {View} from '../model/rule.ts';
import {joinWords, someWords} from './join-words.ts';
import {notOnNode} from './missing.ts';

/** Whether a static pod's component runs; null for one that is no component. */
const runs = ({path}: StaticPod, {components}: View<never, 'components'>): boolean | null => {
	const component = Object.values(components ?? {}).find(({manifest}) => manifest?.path === path);
	return component === undefined ? null : component.processes.length > 0;
};

/** The static pods of the node, by their files. A file is not yet a running pod. How many nodes there are only the API knows. */
export const staticPods = defineQuestion({
	number: 23,
	id: 'static-pods',
	question: 'Which static pods does the node have?',
	uses: ['staticPods', 'components', 'processes', 'role', 'kubeletConfig'],
	commands: ['ls /etc/kubernetes/manifests', 'kubectl get nodes'],
	answer: (node, isWhole) => {
		const {staticPods: known, role} = node;
		const pods = known?.pods ?? [];
		if (known === undefined || (pods.length === 0 && !isWhole('staticPods'))) {
			return notOnNode(role, 'static pod', 'ls /etc/kubernetes/manifests');
		}
		if (pods.length === 0) {
			const why = known.exists === false ? 'does not exist' : 'is empty';
			const answer = `There are no static pods${known.directory === '' ? '' : `: ${known.directory} ${why}`}.`;
			const at = node.kubeletConfig?.staticPodPath.at ?? null;
			return {answer, values: [], evidence: at === null ? [] : [at]};
		}
		const files = pods.map(({file}) => file);
		const down = isWhole('processes') ? pods.filter((pod) => runs(pod, node) === false) : [];
		const state = down.length === 0 ? '' : `; nothing runs of ${joinWords(down.map(({file}) => file))}`;
		return {
			answer: `${known.directory} holds ${someWords(files, 20)}${state}.`,
			values: files,
			evidence: pods.map(({at}) => at),
		};
	},
});
