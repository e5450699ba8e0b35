import {hasOwnDefault, isKnownSetting} from '../../derive/known-setting.ts';
import {defineRule} from '../../model/rule.ts';

/** clusterDNS of kubelet, which has no default. */
export const clusterDnsUnset = defineRule({
	id: 'cluster-dns-unset',
	title: 'Kubelet tells pods the name server of the cluster',
	severity: 'warning',
	tier: 3,
	group: 'dns',
	roles: ['control-plane', 'worker'],
	needs: ['kubeletConfig', 'components'],
	enough: ['components'],
	uses: ['role'],
	why: 'Pods of this node fall back to the resolver of the node and find no service by its name.',
	fix: 'Set clusterDNS in {config} and in the ConfigMap kubelet-config to the address of the service kube-dns, restart kubelet and make the pods anew.',
	commands: ['kubectl -n kube-system get service kube-dns', 'grep -n -A2 clusterDNS {config}', '{restart:kubelet}'],
	verify: ['grep -A2 clusterDNS {config}'],
	docs: [
		'https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/',
		'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/',
	],
	seen: 'live',
	check: ({kubeletConfig, components, role}) => {
		const {clusterDns, files, configPath} = kubeletConfig;
		if (components.kubelet === undefined || !hasOwnDefault(clusterDns, role?.distribution)) {
			return {skip: 'no kubelet of its own runs here'};
		}
		const {flags, flagsFrom} = components.kubelet;
		if (flagsFrom === 'process' && !flags.some(({name}) => name === 'kubeconfig' || name === 'bootstrap-kubeconfig')) {
			return {skip: 'kubelet runs static pods alone'};
		}
		if (!isKnownSetting(clusterDns, kubeletConfig)) {
			return {unknown: 'it is not known what kubelet is told', remedy: 'run as root'};
		}
		const [file] = files;
		return clusterDns.value.length > 0 || file === undefined
			? []
			: [
					{
						expected: 'clusterDNS holds the address of the cluster DNS',
						actual: 'kubelet is told no cluster DNS: pods ask the name servers of the node',
						evidence: [clusterDns.at ?? file.at],
						values: {config: configPath.value},
					},
				];
	},
});
