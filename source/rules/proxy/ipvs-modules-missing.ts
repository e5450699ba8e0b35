import {newestTail} from '../../derive/last-error.ts';
import {isProxySettled} from '../../derive/settled-proxy.ts';
import type {LogLine, LogTail} from '../../model/facts/kubernetes.ts';
import {defineRule} from '../../model/rule.ts';

/** What kube-proxy says when the kernel refuses a virtual server. */
const refusal = (logs: readonly LogTail[]): LogLine | undefined =>
	newestTail(logs, 'kube-proxy')?.lines.findLast(({text}) => /(can't|cannot) use (the )?ipvs proxier/i.test(text));

/** The kernel's IPVS, where kube-proxy is told to use it. What is built in is in no list: what it made counts as well. */
export const ipvsModulesMissing = defineRule({
	id: 'ipvs-modules-missing',
	title: 'The kernel has IPVS where kube-proxy is to use it',
	severity: 'error',
	tier: 3,
	group: 'proxy',
	roles: ['control-plane', 'worker'],
	needs: ['proxy'],
	uses: ['virtualServers', 'interfaces', 'modules', 'logs', 'processes', 'uptime'],
	why: 'kube-proxy ends when it cannot make virtual servers (old versions fell back to iptables): services have no rules or other ones than you look for.',
	fix: 'Load the modules and write them down for the next boot; where modprobe does not find them, install the package with the modules of this kernel or change the mode of kube-proxy.',
	commands: [
		'modprobe -a ip_vs ip_vs_rr ip_vs_wrr ip_vs_sh nf_conntrack',
		"printf '%s\\n' ip_vs ip_vs_rr ip_vs_wrr ip_vs_sh nf_conntrack > /etc/modules-load.d/ipvs.conf",
		'{restart:kube-proxy}',
	],
	verify: ['head -3 /proc/net/ip_vs', '{logs:kube-proxy}'],
	docs: ['https://kubernetes.io/docs/reference/networking/virtual-ips/'],
	seen: 'never seen live; tested on a made-up node in IPVS mode',
	check: ({proxy, virtualServers, interfaces, modules, logs, processes, uptime}) => {
		const {declared} = proxy;
		if (declared?.value !== 'ipvs') {
			return {skip: 'kube-proxy is not told to use IPVS'};
		}
		if ((virtualServers?.length ?? 0) > 0 || modules?.loaded.some(({value}) => value === 'ip_vs') === true) {
			return [];
		}
		const said = refusal(logs ?? []);
		const isMade = interfaces?.some(({name}) => name === 'kube-ipvs0') === true;
		if (said === undefined && isMade && virtualServers === undefined) {
			return [];
		}
		if (said === undefined && (modules?.loadable !== true || virtualServers === undefined)) {
			return {unknown: 'it is not known whether IPVS is built into the kernel', remedy: 'head -3 /proc/net/ip_vs'};
		}
		const isNew = said === undefined && !isProxySettled(proxy, processes, uptime);
		return [
			{
				expected: 'ip_vs in the kernel, because kube-proxy is configured for IPVS',
				actual: 'kube-proxy is to use IPVS, which the kernel does not have loaded',
				severity: isNew ? ('info' as const) : ('error' as const),
				evidence: [said?.at, declared.at, modules?.loaded[0]?.at].filter((at) => at !== undefined),
			},
		];
	},
});
