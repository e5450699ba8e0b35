import {podResolver} from '../../derive/pod-resolver.ts';
import {defineRule} from '../../model/rule.ts';

/** As many as the C library asks (resolv.conf(5)), and kubelet gives to pods. */
const limit = 3;

/** Name servers that pods never get. */
export const tooManyNameservers = defineRule({
	id: 'too-many-nameservers',
	title: 'Pods get no more than three name servers',
	severity: 'warning',
	tier: 2,
	group: 'dns',
	roles: ['control-plane', 'worker'],
	needs: ['kubeletConfig', 'resolvConfs'],
	enough: ['resolvConfs'],
	uses: ['role'],
	why: 'kubelet keeps the first three and says so in an event (DNSConfigForming) for each pod. It does no harm as long as those three answer.',
	fix: 'Shorten the list; servers learnt over DHCP or IPv6 router advertisements count too.',
	commands: ['grep -n nameserver {file}'],
	verify: ['grep -c nameserver {file}'],
	docs: [
		'https://kubernetes.io/docs/tasks/administer-cluster/dns-debugging-resolution/',
		'https://man7.org/linux/man-pages/man5/resolv.conf.5.html',
	],
	seen: 'live',
	check: ({kubeletConfig, resolvConfs, role}) => {
		const resolver = podResolver(kubeletConfig, resolvConfs, role?.distribution);
		if (!('file' in resolver)) {
			return resolver;
		}
		const {path, nameservers} = resolver.file;
		if (nameservers.length <= limit) {
			return [];
		}
		return [
			{
				expected: `at most ${limit} name servers in ${path}`,
				actual: `${path} has ${nameservers.length} name servers; pods do not get ${nameservers
					.slice(limit)
					.map(({value}) => value)
					.join(', ')}`,
				evidence: nameservers.slice(limit, limit + 4).map(({at}) => at),
				values: {file: path},
			},
		];
	},
});
