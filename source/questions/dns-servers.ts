import type {ResolvConf} from '../model/facts/host.ts';
import {defineQuestion} from '../model/question.ts';
import {joinWords} from './join-words.ts';
import {notKnown} from './missing.ts';

const serversOf = (file: ResolvConf | undefined): readonly string[] => file?.nameservers.map(({value}) => value) ?? [];

/** The DNS servers of the node, those it passes on to pods, and the cluster's own. */
export const dnsServers = defineQuestion({
	number: 37,
	id: 'dns-servers',
	question: 'Which DNS servers do the node and its pods use?',
	uses: ['resolvConfs', 'kubeletConfig'],
	commands: ['cat /etc/resolv.conf', 'resolvectl status', 'grep resolvConf /var/lib/kubelet/config.yaml'],
	answer: ({resolvConfs, kubeletConfig}) => {
		const of = (path: string): ResolvConf | undefined => resolvConfs?.find((one) => one.path === path);
		const own = of('/etc/resolv.conf') ?? resolvConfs?.find(({nameservers}) => nameservers.length > 0);
		if (own === undefined) {
			return notKnown('The DNS servers are', 'cat /etc/resolv.conf');
		}
		const passed = kubeletConfig === undefined ? undefined : of(kubeletConfig.resolvConf.value);
		const cluster = kubeletConfig?.clusterDns;
		const servers = serversOf(own);
		const why = own.exists ? `${own.path} names none` : `${own.path} does not exist`;
		const texts = [
			servers.length === 0 ? `The node has no DNS server: ${why}` : `The node uses ${joinWords(servers)}`,
			...(cluster === undefined || cluster.value.length === 0
				? []
				: [`pods use the cluster DNS ${joinWords(cluster.value)}`]),
			...(passed === undefined || serversOf(passed).length === 0
				? []
				: [`pods with dnsPolicy Default use ${joinWords(serversOf(passed))} of ${passed.path}`]),
		];
		const files = [own, ...(passed === undefined || passed === own ? [] : [passed])];
		return {
			answer: `${texts.join('; ')}.`,
			values: [...new Set([...servers, ...(cluster?.value ?? []), ...serversOf(passed)])],
			evidence: [
				...files.flatMap(({nameservers}) => nameservers.map(({at}) => at)),
				...(cluster?.at && cluster.value.length > 0 ? [cluster.at] : []),
			],
		};
	},
});
