import {defineRule} from '../../model/rule.ts';

/** mode of kube-proxy's configuration against the rules that are there. */
export const modeDiffersFromDataplane = defineRule({
	id: 'mode-differs-from-dataplane',
	title: 'Services are proxied in the mode that is configured',
	severity: 'error',
	tier: 1,
	group: 'proxy',
	roles: ['control-plane', 'worker'],
	needs: ['proxy'],
	uses: ['iptables', 'nftables'],
	why: 'kube-proxy fell back to another mode, or its configuration was changed without a restart: what you read is not what happens.',
	fix: 'Restart kube-proxy; if it falls back again read its log for the module or tool that it misses.',
	commands: ['kubectl -n kube-system rollout restart ds/kube-proxy'],
	verify: ['curl -s 127.0.0.1:10249/proxyMode'],
	docs: [
		'https://kubernetes.io/docs/reference/networking/virtual-ips/',
		'https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/',
	],
	check: ({proxy, iptables, nftables}) => {
		if (proxy.declared === null || proxy.proxy === null) {
			return proxy.proxy === null
				? {skip: 'kube-proxy does not run on this node'}
				: {unknown: 'the configured mode is not known', remedy: 'run as root'};
		}
		if (iptables === undefined && nftables === undefined) {
			return {unknown: 'the rules of the node could not be read', remedy: 'run as root'};
		}
		const {declared} = proxy;
		const [plane] = proxy.dataPlanes;
		if (plane === undefined || proxy.dataPlanes.some(({mode}) => mode === declared.value)) {
			return [];
		}
		return [
			{
				expected: `mode ${declared.value}`,
				actual: `kube-proxy is configured for ${declared.value}, but the node has rules of ${plane.mode}`,
				evidence: [declared.at, plane.at],
			},
		];
	},
});
