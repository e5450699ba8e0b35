import {unanswered} from '../../derive/unanswered-probes.ts';
import {defineRule} from '../../model/rule.ts';

/** Kubelets, API servers and etcd members that this node was connected with, dialled (only with --probe). */
export const peerPortsUnreachable = defineRule({
	id: 'peer-ports-unreachable',
	title: 'Ports of other nodes that this one needs answer',
	severity: 'error',
	tier: 3,
	group: 'reachability',
	roles: ['control-plane'],
	needs: ['probes'],
	why: 'Logs and exec of pods on that node fail, or its etcd member does not replicate. Timed out means dropped on the way, refused that nobody listens or that it is rejected.',
	fix: 'Look on {host} whether something listens on {port}, and which firewall is on the way.',
	commands: ['nc -zv {host} {port}', 'ip route get {host}'],
	verify: ['nc -zv {host} {port}'],
	docs: ['https://kubernetes.io/docs/reference/networking/ports-and-protocols/'],
	seen: 'live',
	check: ({probes}) => unanswered(probes, ['etcd peers', 'kubelet API']),
});
