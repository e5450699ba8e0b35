import {agentTrace} from '../../derive/agent-trace.ts';
import {kubeletProcess} from '../../derive/kubelet-process.ts';
import {lastError} from '../../derive/last-error.ts';
import {isSettled} from '../../derive/running-seconds.ts';
import {defineRule} from '../../model/rule.ts';

/** Containers of the agents whose name is not that of the program in them. */
const containers: readonly string[] = ['kube-flannel', 'calico-node', 'cilium-agent', 'weave', 'kindnet-cni'];

/** The node agent of the network add-on (flanneld, calico-node, cilium-agent …). */
export const cniDaemonNotRunning = defineRule({
	id: 'cni-daemon-not-running',
	title: 'The node agent of the network add-on runs',
	severity: 'error',
	tier: 1,
	group: 'cni',
	roles: ['control-plane', 'worker'],
	needs: ['cni', 'processes', 'components'],
	whole: ['processes'],
	uses: ['logs', 'uptime'],
	why: 'Nobody keeps routes, policies and pod addresses any more. Pods that run may still work; new ones and new nodes do not.',
	fix: 'See why its pod does not run on this node: not scheduled here, or it ends again and again.',
	commands: ['kubectl get pods -A -o wide', 'crictl ps -a', 'ls -t /var/log/pods'],
	verify: ['ps -C {daemon} -o pid,args'],
	docs: [
		'https://kubernetes.io/docs/concepts/cluster-administration/addons/',
		'https://github.com/flannel-io/flannel/blob/master/Documentation/troubleshooting.md',
	],
	seen: 'live',
	check: ({cni, components, logs, uptime}) => {
		const {expected, running} = cni.daemon;
		if (cni.product === null || expected.length === 0) {
			return {skip: cni.product === null ? 'the pod network is not known' : `${cni.product} needs no agent`};
		}
		if (running !== false) {
			return running ? [] : {unknown: `it is not known whether ${expected[0]} runs`, remedy: 'run as root'};
		}
		const kubelet = kubeletProcess(components);
		const trace = agentTrace(cni);
		const error = [...expected, ...containers].map((name) => lastError(logs, name)).find((line) => line !== undefined);
		const places = [cni.winner?.at, error?.at, trace, kubelet?.at].filter((at) => at !== undefined);
		// What the agent made on this boot shows that it is not merely starting.
		const isStarting = trace === undefined && !isSettled(kubelet, uptime, 180);
		const signs = cni.products.filter(({product}) => product === cni.product).flatMap((one) => one.signs);
		return [
			{
				expected: `a ${expected.join(' or ')} process`,
				actual: `${expected[0]} does not run: nothing keeps the pod network (${cni.product})`,
				severity: isStarting ? ('info' as const) : ('error' as const),
				evidence: places.length > 0 ? places : signs.slice(0, 2).map(({at}) => at),
				values: {daemon: expected[0] ?? ''},
			},
		];
	},
});
