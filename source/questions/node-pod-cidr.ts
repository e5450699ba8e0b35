import {defineQuestion} from '../model/question.ts';
import {notKnown, notOnNode} from './missing.ts';
import {rangesOf, rangesText} from './planned-ranges.ts';

/** Products that give pods addresses of their own blocks, so that the node does not know its pod CIDR. */
const ownAddresses = ['calico', 'cilium', 'aws', 'azure', 'weave', 'antrea', 'ovn-kubernetes', 'kube-ovn'];

/** The pod CIDR of this node. */
export const nodePodCidr = defineQuestion({
	number: 14,
	id: 'node-pod-cidr',
	question: 'What is the pod CIDR of this node?',
	uses: ['addressPlan', 'cni', 'role'],
	commands: ["kubectl get node NODE -o jsonpath='{.spec.podCIDR}'", 'cat /run/flannel/subnet.env', 'ip addr show cni0'],
	answer: ({addressPlan, cni, role}) => {
		const ranges = rangesOf(addressPlan, 'node-pods');
		if (ranges.length > 0) {
			return {
				answer: `Pods of this node have addresses of ${rangesText(ranges)}.`,
				values: ranges.map(({cidr}) => cidr),
				evidence: ranges.map(({at}) => at),
			};
		}
		return cni?.product != null && ownAddresses.includes(cni.product)
			? notKnown(
					`${cni.product} allots addresses itself, so the pod CIDR of this node is`,
					"kubectl get node NODE -o jsonpath='{.spec.podCIDR}'",
				)
			: notOnNode(role, 'pod CIDR', 'cat /run/flannel/subnet.env', 'ip addr show type bridge');
	},
});
