import {unanswered} from '../../derive/unanswered-probes.ts';
import {defineRule} from '../../model/rule.ts';

/** --etcd-servers of kube-apiserver, dialled (only with --probe). */
export const etcdUnreachable = defineRule({
	id: 'etcd-unreachable',
	title: 'The etcd endpoints of kube-apiserver answer',
	severity: 'error',
	tier: 3,
	group: 'reachability',
	roles: ['control-plane'],
	needs: ['probes'],
	why: 'The API server ends when it reaches no etcd. That a port is open does not say that etcd is well.',
	fix: 'Look at etcd on {host}, and at the firewalls on the way to port {port}.',
	commands: ['nc -zv {host} {port}', 'ip route get {host}'],
	verify: ['nc -zv {host} {port}'],
	docs: ['https://etcd.io/docs/v3.6/faq/', 'https://kubernetes.io/docs/reference/networking/ports-and-protocols/'],
	seen: 'never seen live; tested on made-up facts',
	check: ({probes}) => unanswered(probes, ['etcd clients']),
});
