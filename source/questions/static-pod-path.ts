import {defineQuestion} from '../model/question.ts';
import {notOnNode} from './missing.ts';

/** The folder from which kubelet runs static pods. */
export const staticPodPath = defineQuestion({
	number: 22,
	id: 'static-pod-path',
	question: 'Where does kubelet look for static pods?',
	uses: ['kubeletConfig', 'role'],
	commands: ['grep staticPodPath /var/lib/kubelet/config.yaml'],
	answer: ({kubeletConfig, role}) => {
		const path = kubeletConfig?.staticPodPath;
		if (path === undefined) {
			return notOnNode(role, 'static pod path', 'cat /var/lib/kubelet/config.yaml');
		}
		const evidence = path.at === null ? [] : [path.at];
		return path.value === ''
			? {answer: 'kubelet has no static pod path.', values: [], evidence}
			: {answer: `kubelet looks for static pods in ${path.value}.`, values: [path.value], evidence};
	},
});
