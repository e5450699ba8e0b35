import {podResolver} from '../../derive/pod-resolver.ts';
import {defineRule} from '../../model/rule.ts';

/** Domains and characters that kubelet keeps, from 1.26 on and before (feature gate ExpandedDNSConfig). */
const limits = {new: {domains: 32, characters: 2048}, old: {domains: 6, characters: 256}} as const;

const limitsOf = (version: string | undefined): (typeof limits)['new'] | (typeof limits)['old'] => {
	const [major = 1, minor = 99] = (version ?? '').split('.').map(Number);
	return major === 1 && minor < 26 ? limits.old : limits.new;
};

/** Search domains that pods never get. */
export const searchLimits = defineRule({
	id: 'search-limits',
	title: "Pods get all of the node's search domains",
	severity: 'warning',
	tier: 2,
	group: 'dns',
	roles: ['control-plane', 'worker'],
	needs: ['kubeletConfig', 'resolvConfs'],
	enough: ['resolvConfs'],
	uses: ['role'],
	why: "kubelet adds the cluster's three domains in front and cuts off what is too much; old C libraries use six only.",
	fix: 'Shorten the search list of the node.',
	commands: ['grep -n search {file}'],
	verify: ['grep search {file}'],
	docs: [
		'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/',
		'https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/',
	],
	seen: 'live',
	check: ({kubeletConfig, resolvConfs, role}) => {
		const resolver = podResolver(kubeletConfig, resolvConfs, role?.distribution);
		if (!('file' in resolver)) {
			return resolver;
		}
		const {path, search, searchAt} = resolver.file;
		const domain = kubeletConfig.clusterDomain.value;
		// The shortest name of a namespace: longer ones only make it worse.
		const all = [`x.svc.${domain}`, `svc.${domain}`, domain, ...search];
		const {domains, characters} = limitsOf(role?.version?.value);
		const length = all.join(' ').length;
		if (searchAt === undefined || (all.length <= domains && length <= characters)) {
			return [];
		}
		return [
			{
				expected: `at most ${domains} search domains and ${characters} characters, those of the cluster included`,
				actual: `with those of the cluster pods would have ${all.length} search domains of ${length} characters`,
				evidence: [searchAt],
				values: {file: path},
			},
		];
	},
});
