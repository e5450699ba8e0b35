import {baseName} from '../../derive/program.ts';
import {isSettled} from '../../derive/running-seconds.ts';
import type {Interface} from '../../model/facts/interface.ts';
import type {Process} from '../../model/facts/process.ts';
import {mayBeOfNode} from '../../model/may-be-of-node.ts';
import {defineRule, type Violation} from '../../model/rule.ts';
import {isLinkLocal} from '../../net/address.ts';

/** The address that the add-on takes unless told otherwise. */
const standard = '169.254.20.10';

const isCache = (process: Process): boolean =>
	mayBeOfNode(process) && (process.argv.length > 0 ? baseName(process.argv[0] ?? '') : process.name) === 'node-cache';

const addressesOf = (link: Interface | undefined): readonly string[] =>
	(link?.addresses ?? [])
		.filter(({scope}) => scope !== 'link' || link?.name === 'nodelocaldns')
		.map(({address}) => address);

const values = {address: standard};

/** The DNS cache on the node: interface, process, listener and what kubelet tells pods belong together. */
export const nodelocaldnsHalfConfigured = defineRule({
	id: 'nodelocaldns-half-configured',
	title: 'The DNS cache on the node is whole or not there',
	severity: 'warning',
	tier: 2,
	group: 'dns',
	roles: ['control-plane', 'worker'],
	needs: ['interfaces', 'processes', 'listeners', 'kubeletConfig'],
	whole: ['interfaces', 'processes', 'listeners'],
	uses: ['proxy', 'uptime'],
	why: 'Pods ask a link-local address that nobody answers at.',
	fix: 'Deploy node-local-dns again; in ipvs mode set clusterDNS of kubelet to its local address.',
	commands: ['kubectl -n kube-system get pods -l k8s-app=node-local-dns -o wide', 'ip addr show nodelocaldns'],
	verify: ['netstat -tulnp | grep {address}:53'],
	docs: ['https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/', 'https://github.com/kubernetes/dns'],
	seen: 'live',
	check: ({interfaces, processes, listeners, kubeletConfig, proxy, uptime}) => {
		const link = interfaces.find(({name}) => name === 'nodelocaldns');
		const cache = processes.find(isCache);
		const dns = kubeletConfig.clusterDns;
		const told = dns.value.find((address) => isLinkLocal(address));
		const isLocal = interfaces.some(({addresses}) => addresses.some(({address}) => address === told));
		const heard = new Set(listeners.filter(({localPort}) => localPort === 53).map(({localAddress}) => localAddress));
		const own = addressesOf(link).find((address) => isLinkLocal(address)) ?? told ?? standard;
		if (link === undefined && cache === undefined && told === undefined) {
			return {skip: 'no DNS cache is set up on this node'};
		}
		const found: Violation[] = [];
		if (told !== undefined && !isLocal && dns.at !== null) {
			found.push({
				expected: `an interface with the address ${told}`,
				actual: `kubelet gives pods the name server ${told}, which no interface of this node has`,
				severity: 'error',
				evidence: [dns.at],
				values: {address: told},
			});
		}
		if (link !== undefined && cache === undefined) {
			found.push({
				expected: 'a process node-cache',
				actual: 'the interface nodelocaldns is there, but node-cache does not run',
				evidence: [link.at],
				values,
			});
		}
		if (link !== undefined && cache !== undefined && ![own, '0.0.0.0', '::'].some((address) => heard.has(address))) {
			found.push({
				expected: `a listener on ${own}:53`,
				actual: `node-cache runs but does not listen on ${own}:53`,
				severity: isSettled(cache, uptime) ? 'warning' : 'info',
				evidence: [cache.at, link.at],
				values: {address: own},
			});
		}
		if (link !== undefined && cache !== undefined && proxy?.mode === 'ipvs' && told === undefined && dns.at !== null) {
			found.push({
				expected: `clusterDNS ${own}, because services are proxied with ipvs`,
				actual: `pods ask ${dns.value.join(', ')} and pass by the DNS cache`,
				evidence: [dns.at, cache.at],
				values: {address: own},
			});
		}
		return found;
	},
});
