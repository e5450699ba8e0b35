import {defineQuestion} from '../model/question.ts';
import {notOnNode} from './missing.ts';
import {rangesOf, rangesText} from './planned-ranges.ts';

/** The range of service addresses. ServiceCIDR objects may add ranges that no node shows. */
export const serviceCidr = defineQuestion({
	number: 17,
	id: 'service-cidr',
	question: 'What is the service CIDR?',
	uses: ['addressPlan', 'role'],
	commands: ['grep service-cluster-ip-range /etc/kubernetes/manifests/kube-apiserver.yaml'],
	answer: ({addressPlan, role}) => {
		const ranges = rangesOf(addressPlan, 'services');
		return ranges.length === 0
			? notOnNode(role, 'service CIDR', 'cat /etc/kubernetes/manifests/kube-apiserver.yaml', 'iptables-save')
			: {
					answer: `Services have addresses of ${rangesText(ranges)}.`,
					values: ranges.map(({cidr}) => cidr),
					evidence: ranges.map(({at}) => at),
				};
	},
});
