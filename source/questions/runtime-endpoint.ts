import {defineQuestion} from '../model/question.ts';
import {notOnNode} from './missing.ts';

/** The socket on which kubelet talks to the container runtime. */
export const runtimeEndpoint = defineQuestion({
	number: 13,
	id: 'runtime-endpoint',
	question: 'What is the endpoint of the container runtime?',
	uses: ['kubeletConfig', 'role'],
	commands: ['ps aux | grep kubelet', 'cat /var/lib/kubelet/kubeadm-flags.env', 'crictl info'],
	answer: ({kubeletConfig, role}) => {
		const endpoint = kubeletConfig?.runtimeEndpoint;
		if (endpoint === undefined || endpoint.value === '') {
			return notOnNode(role, 'runtime endpoint of kubelet', 'cat /var/lib/kubelet/config.yaml', 'ps aux');
		}
		const {value, from, at} = endpoint;
		const source =
			at === null ? 'by its default' : from === 'flag' ? 'by --container-runtime-endpoint' : `by ${at.source}`;
		return {
			answer: `kubelet reaches the runtime at ${value}, ${source}.`,
			values: [value],
			evidence: at === null ? [] : [at],
		};
	},
});
