import {podResolver} from '../../derive/pod-resolver.ts';
import {defineRule} from '../../model/rule.ts';
import {isLoopback} from '../../net/address.ts';

/** The real name servers of a node that runs systemd-resolved. */
const behindStub = '/run/systemd/resolve/resolv.conf';

/** Name servers that pods would look for in themselves. */
export const resolvLoop = defineRule({
	id: 'resolv-loop',
	title: 'Pods do not inherit a name server on loopback',
	severity: 'error',
	tier: 1,
	group: 'dns',
	roles: ['control-plane', 'worker'],
	needs: ['kubeletConfig', 'resolvConfs'],
	enough: ['resolvConfs'],
	uses: ['role'],
	why: 'Loopback inside a pod is the pod itself: CoreDNS forwards to itself, finds the loop and ends again and again, unless its Corefile names other servers.',
	fix: 'Give pods a file with real servers: put them into {file}, or set resolvConf in {config} to another file (with systemd-resolved: /run/systemd/resolve/resolv.conf). Then restart kubelet and CoreDNS.',
	commands: [
		'grep -n nameserver {file}',
		'grep -n resolvConf {config}',
		'{restart:kubelet}',
		'kubectl -n kube-system rollout restart deployment coredns',
	],
	verify: ['grep nameserver {file}'],
	docs: [
		'https://github.com/coredns/coredns/blob/master/plugin/loop/README.md',
		'https://kubernetes.io/docs/tasks/administer-cluster/dns-debugging-resolution/',
	],
	seen: 'live',
	check: ({kubeletConfig, resolvConfs, role}) => {
		const resolver = podResolver(kubeletConfig, resolvConfs, role?.distribution);
		if (!('file' in resolver)) {
			return resolver;
		}
		const {file, namedAt} = resolver;
		const loops = file.nameservers.filter(({value}) => isLoopback(value));
		const hasReal = resolvConfs.some(
			({path, nameservers}) => path === behindStub && path !== file.path && nameservers.length > 0,
		);
		const config = kubeletConfig.configPath.value;
		if (loops.length === 0) {
			return [];
		}
		return [
			{
				expected: `${file.path} names servers that pods can reach`,
				actual: `kubelet gives pods ${file.path}, whose name server is ${loops.map(({value}) => value).join(', ')}`,
				evidence: [...loops.map(({at}) => at), ...(namedAt === null ? [] : [namedAt])],
				values: {file: file.path, config},
				...(hasReal && kubeletConfig.resolvConf.from === 'file'
					? {
							commands: [
								`sed -i 's#^resolvConf:.*#resolvConf: ${behindStub}#' {config}`,
								'{restart:kubelet}',
								'kubectl -n kube-system rollout restart deployment coredns',
							],
						}
					: {}),
			},
		];
	},
});
