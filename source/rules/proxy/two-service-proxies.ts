import {defineRule} from '../../model/rule.ts';

/** What makes the embedded proxies of distributions stay away. */
const switches: Readonly<Record<string, string>> = {
	k3s: 'disable-kube-proxy: true in /etc/rancher/k3s/config.yaml of the servers',
	kubelite: 'the arguments of kube-proxy in /var/snap/microk8s/current/args',
};

/** kube-proxy beside a pod network that proxies services itself. */
export const twoServiceProxies = defineRule({
	id: 'two-service-proxies',
	title: 'Only one program proxies services',
	severity: 'warning',
	tier: 3,
	group: 'proxy',
	roles: ['control-plane', 'worker'],
	needs: ['proxy'],
	uses: ['processes'],
	why: 'Both translate the same addresses and want the same ports. Which of them a packet meets depends on where it comes from, and what you read in one is not what happens.',
	fix: 'Keep one: delete the DaemonSet kube-proxy (or set {switch}), or switch off the replacement in {replacement}.',
	commands: ['kubectl -n kube-system delete ds kube-proxy'],
	verify: ['ps -ef | grep -c [k]ube-proxy'],
	docs: [
		'https://docs.cilium.io/en/stable/network/kubernetes/kubeproxy-free/',
		'https://kubernetes.io/docs/reference/networking/virtual-ips/',
	],
	seen: 'never seen live; tested on a made-up node of Cilium',
	check: ({proxy, processes}) => {
		const {proxy: running, replacement} = proxy;
		if (running === null || replacement === null || !['kube-proxy', 'k3s', 'kubelite'].includes(running.name)) {
			return [];
		}
		const agents: readonly string[] = [`${replacement}-agent`, 'calico-node', 'kube-router', 'antrea-agent'];
		const agent = processes?.find(({argv}) => agents.some((name) => (argv[0] ?? '').endsWith(name)));
		return [
			{
				expected: `kube-proxy or ${replacement}, not both`,
				actual: `${running.name} and ${replacement} both proxy services`,
				// Where kube-proxy cannot be removed, Calico is told to bear it.
				severity: replacement === 'calico-ebpf' ? ('info' as const) : ('warning' as const),
				evidence: [running.at, agent?.at].filter((at) => at !== undefined),
				values: {replacement, switch: switches[running.name] ?? 'nothing else'},
			},
		];
	},
});
