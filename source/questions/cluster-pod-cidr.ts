import {defineQuestion} from '../model/question.ts';
import {notOnNode} from './missing.ts';
import {rangesOf, rangesText} from './planned-ranges.ts';

/** The range of all pods of the cluster. */
export const clusterPodCidr = defineQuestion({
	number: 15,
	id: 'cluster-pod-cidr',
	question: 'What is the pod CIDR of the cluster?',
	uses: ['addressPlan', 'role'],
	commands: ['grep cluster-cidr /etc/kubernetes/manifests/kube-controller-manager.yaml'],
	answer: ({addressPlan, role}) => {
		const ranges = rangesOf(addressPlan, 'cluster-pods');
		return ranges.length === 0
			? notOnNode(
					role,
					'pod CIDR of the cluster',
					'cat /etc/kubernetes/manifests/kube-controller-manager.yaml',
					'cat /run/flannel/subnet.env',
				)
			: {
					answer: `Pods of the cluster have addresses of ${rangesText(ranges)}.`,
					values: ranges.map(({cidr}) => cidr),
					evidence: ranges.map(({at}) => at),
				};
	},
});
