import {defineQuestion} from '../model/question.ts';
import {notOnNode} from './missing.ts';

/** The kubeconfig that kubelet uses and the API server in it. */
export const kubeletServer = defineQuestion({
	number: 27,
	id: 'kubelet-server',
	question: 'Which kubeconfig and API server does kubelet use?',
	uses: ['kubeletConfig', 'kubeconfigs', 'role'],
	commands: ['grep server: /etc/kubernetes/kubelet.conf', "ps aux | grep -o -- '--kubeconfig=[^ ]*'"],
	answer: ({kubeletConfig, kubeconfigs, role}) => {
		const path = kubeletConfig?.kubeconfigPath;
		const own = kubeconfigs?.find((one) => one.path === path?.value);
		const usual = kubeconfigs?.find((one) => /\/kubelet\.(conf|kubeconfig)$/.test(one.path));
		const config = own ?? (path === undefined || path.value === '' ? usual : undefined);
		if (config === undefined || config.server === null) {
			return path !== undefined && path.value !== ''
				? {
						answer: `kubelet uses ${path.value}, which names no server that could be read.`,
						values: [path.value],
						evidence: path.at === null ? [] : [path.at],
					}
				: notOnNode(role, 'kubeconfig of kubelet', 'cat /etc/kubernetes/kubelet.conf');
		}
		return {
			answer: `kubelet uses ${config.path}, whose server is ${config.server}.`,
			values: [config.path, config.server],
			evidence: [config.at, ...(path?.at ? [path.at] : [])],
		};
	},
});
