import {defineQuestion} from '../model/question.ts';
import {joinWords} from './join-words.ts';
import {notOnNode} from './missing.ts';

/** The DNS server that kubelet gives to pods. */
export const clusterDns = defineQuestion({
	number: 20,
	id: 'cluster-dns',
	question: 'What is the IP address of the cluster DNS?',
	uses: ['kubeletConfig', 'services', 'role'],
	commands: ['grep -A1 clusterDNS /var/lib/kubelet/config.yaml', 'kubectl get service -n kube-system kube-dns'],
	answer: ({kubeletConfig, services, role}) => {
		const set = kubeletConfig?.clusterDns;
		if (set?.at != null && set.value.length > 0) {
			return {
				answer: `kubelet gives pods the cluster DNS ${joinWords(set.value)}.`,
				values: set.value,
				evidence: [set.at],
			};
		}
		const found = (services ?? []).filter((one) => one.name?.startsWith('kube-system/kube-dns:') === true);
		const addresses = [...new Set(found.flatMap(({clusterIp}) => clusterIp ?? []))];
		const [step] = found.flatMap(({steps}) => steps);
		return addresses.length === 0 || step === undefined
			? notOnNode(role, 'cluster DNS', 'cat /var/lib/kubelet/config.yaml')
			: {
					answer: `The service kube-dns has ${joinWords(addresses)}; what kubelet gives to pods is not known.`,
					values: addresses,
					evidence: [step.at],
				};
	},
});
