import {defineRule} from '../../model/rule.ts';

const plane = new Set(['kube-apiserver', 'kube-scheduler', 'kube-controller-manager', 'etcd']);

/** Programs of a control plane that listen on a worker. */
export const controlPlanePortOnWorker = defineRule({
	id: 'control-plane-port-on-worker',
	title: 'No part of a control plane listens on a worker',
	severity: 'warning',
	tier: 2,
	group: 'ports',
	roles: ['worker'],
	needs: ['portTable'],
	why: 'It is left from an earlier control plane, or the node was joined as the wrong thing: two schedulers or stores may act on one cluster.',
	fix: 'Find where it is started from and move the stray manifest away; reset the node before it joins again.',
	commands: ['ls -l /etc/kubernetes/manifests', 'ps -o pid,ppid,args -p {pid}'],
	verify: ['netstat -npl | grep {port}'],
	docs: ['https://kubernetes.io/docs/reference/networking/ports-and-protocols/'],
	seen: 'never seen live; tested on made-up facts',
	check: ({portTable}) =>
		portTable
			// The program decides, not the port: local load balancers listen on 6443, too.
			.filter((row) => row.status === 'unexpected' && plane.has(row.component) && row.owner !== null)
			.map((row) => ({
				expected: 'only kubelet, the service proxy and the pod network listen on a worker',
				actual: `${row.owner} listens on port ${row.port} of a worker`,
				evidence: row.listeners.map((each) => each.at),
				values: {port: String(row.port), ...(row.listeners[0]?.pid == null ? {} : {pid: String(row.listeners[0].pid)})},
			})),
});
