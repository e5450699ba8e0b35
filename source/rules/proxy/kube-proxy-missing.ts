import {kubeletProcess} from '../../derive/kubelet-process.ts';
import {isSettled} from '../../derive/running-seconds.ts';
import {defineRule} from '../../model/rule.ts';

/** kube-proxy, what it is part of, or what takes its place. */
export const kubeProxyMissing = defineRule({
	id: 'kube-proxy-missing',
	title: 'kube-proxy runs, or another program proxies services',
	severity: 'error',
	tier: 1,
	group: 'proxy',
	roles: ['control-plane', 'worker'],
	needs: ['proxy', 'processes', 'components'],
	whole: ['processes'],
	uses: ['uptime', 'role'],
	why: 'Services do not work on this node, or stay as they were when kube-proxy last ran.',
	fix: 'See why the DaemonSet runs no pod on this node, or install it again.',
	commands: [
		'kubectl -n kube-system get ds kube-proxy -o wide',
		'kubectl -n kube-system describe ds kube-proxy',
		'kubeadm init phase addon kube-proxy',
	],
	verify: ['ps -C kube-proxy -o pid,args'],
	docs: [
		'https://kubernetes.io/docs/reference/networking/virtual-ips/',
		'https://kubernetes.io/docs/reference/setup-tools/kubeadm/kubeadm-init-phase/',
	],
	seen: 'live',
	check: ({proxy, components, uptime, role}) => {
		if (proxy.proxy !== null || proxy.replacement !== null) {
			return [];
		}
		const kubelet = kubeletProcess(components);
		if (kubelet === undefined) {
			return {skip: 'kubelet is not running, so nothing is started'};
		}
		const [left] = proxy.dataPlanes;
		// Rules that are there show that kube-proxy ran on this boot: it is not merely starting.
		const isStarting = left === undefined && !isSettled(kubelet, uptime, 180);
		// A selector may keep it off control-plane nodes, where no pod of anybody uses services.
		const isSpared = left === undefined && role?.roles.includes('control-plane') === true;
		return [
			{
				expected: 'a kube-proxy process, or Cilium, Calico eBPF, Antrea, OVN-Kubernetes or kube-router in its place',
				actual:
					left === undefined
						? 'nothing proxies services on this node'
						: `kube-proxy does not run; its ${left.mode} rules are left from before`,
				severity: isStarting ? ('info' as const) : isSpared ? ('warning' as const) : ('error' as const),
				evidence: [...(left === undefined ? [] : [left.at]), kubelet.at],
			},
		];
	},
});
