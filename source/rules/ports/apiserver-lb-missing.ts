import type {Kubeconfig} from '../../model/facts/kubernetes.ts';
import {defineRule} from '../../model/rule.ts';
import {isLoopback, isWildcard, normaliseAddress, sameAddress} from '../../net/address.ts';

const kubeletKubeconfig = (kubeconfigs: readonly Kubeconfig[], path: string | undefined): Kubeconfig | undefined =>
	kubeconfigs.find((each) => each.path === (path || '/etc/kubernetes/kubelet.conf'));

/** The server of kubelet's kubeconfig, where it is on this node. */
export const apiserverLbMissing = defineRule({
	id: 'apiserver-lb-missing',
	title: "Kubelet's API endpoint on this node has a listener",
	severity: 'error',
	tier: 2,
	group: 'ports',
	roles: ['control-plane', 'worker'],
	needs: ['kubeconfigs', 'listeners', 'interfaces'],
	whole: ['listeners', 'interfaces'],
	uses: ['kubeletConfig'],
	why: 'Kubelet reaches no API server: the local load balancer or API server that its kubeconfig names is down.',
	fix: 'Start what should listen on {address}:{port} (haproxy, nginx, kube-vip or the API server itself).',
	commands: ['crictl ps -a | grep -E "haproxy|kube-vip|nginx|kube-apiserver"'],
	verify: ['netstat -npl | grep {port}'],
	docs: ['https://github.com/kubernetes/kubeadm/blob/main/docs/ha-considerations.md'],
	seen: 'live',
	check: ({kubeconfigs, listeners, interfaces, kubeletConfig}) => {
		const kubeconfig = kubeletKubeconfig(kubeconfigs, kubeletConfig?.kubeconfigPath.value);
		if (kubeconfig?.server == null || !URL.canParse(kubeconfig.server)) {
			return {unknown: "the server of kubelet's kubeconfig is not known", remedy: 'run as root'};
		}
		const url = new URL(kubeconfig.server);
		const host = url.hostname.replace(/^\[|\]$/g, '');
		const port = Number(url.port || 443);
		const isLocal =
			host === 'localhost' ||
			isLoopback(host) ||
			interfaces.some((link) => link.addresses.some((each) => sameAddress(each.address, host)));
		if (!isLocal) {
			return {skip: `the API endpoint ${host} is not on this node`};
		}
		const address = host === 'localhost' ? '127.0.0.1' : normaliseAddress(host);
		const isHeard = listeners.some(
			(socket) =>
				socket.protocol.startsWith('tcp') &&
				socket.localPort === port &&
				(isWildcard(socket.localAddress) || sameAddress(socket.localAddress, address)),
		);
		return isHeard
			? []
			: [
					{
						expected: `a listener on ${address}:${port}`,
						actual: `kubelet's API endpoint ${address}:${port} is on this node and nothing listens there`,
						evidence: [kubeconfig.at],
						values: {address, port: String(port)},
					},
				];
	},
});
