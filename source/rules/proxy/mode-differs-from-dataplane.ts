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
	uses: ['iptables', 'nftables', 'interfaces'],
	why: 'kube-proxy fell back to another mode, or its configuration was changed without a restart: what you read is not what happens.',
	fix: 'Restart kube-proxy; if it falls back again read its log for the module or tool that it misses.',
	commands: ['{logs:kube-proxy}', '{restart:kube-proxy}'],
	verify: ['curl -s 127.0.0.1:10249/proxyMode'],
	docs: [
		'https://kubernetes.io/docs/reference/networking/virtual-ips/',
		'https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/',
	],
	seen: 'live',
	check: ({proxy, iptables, nftables, interfaces}) => {
		const {declared} = proxy;
		if (proxy.proxy === null || proxy.replacement !== null) {
			return {skip: 'kube-proxy does not run on this node'};
		}
		if (declared === null) {
			return proxy.proxy.name === 'kube-proxy'
				? {unknown: 'the configured mode is not known', remedy: 'run as root'}
				: {skip: `${proxy.proxy.name} sets the mode itself`};
		}
		// Rules of another mode say nothing where those of the configured one were not looked at.
		const looked: {readonly [mode: string]: unknown} = {iptables, nftables, ipvs: interfaces, userspace: iptables};
		if (looked[declared.value] === undefined) {
			return {unknown: `the rules of mode ${declared.value} could not be read`, remedy: 'run as root'};
		}
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
