import type {Capture} from '../model/capture.ts';
import {defineCollector, type KnownFacts} from '../model/collector.ts';
import type {Probe} from '../model/facts/probe.ts';
import {isLoopback, normaliseAddress, parseAddress} from '../net/address.ts';
import {containsAddress, parseCidr} from '../net/cidr.ts';

/** What is dialled and what for. */
type Target = {readonly host: string; readonly port: number; readonly purpose: string};

const most = 32;

const ofUrl = (text: string | null, purpose: string): readonly Target[] => {
	if (text === null || !URL.canParse(text) || !/^https?:/.test(text)) {
		return [];
	}
	const url = new URL(text);
	const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
	return [{host: url.hostname.replace(/^\[|\]$/g, ''), port, purpose}];
};

const etcdServers = ({staticPods}: KnownFacts): readonly Target[] =>
	(staticPods?.pods ?? [])
		.flatMap((pod) => pod.containers.flatMap((container) => container.flags))
		.filter((flag) => flag.name === 'etcd-servers')
		.flatMap((flag) => flag.value.split(',').flatMap((url) => ofUrl(url.trim(), 'etcd clients')));

const purposes: Readonly<Record<number, string>> = {2380: 'etcd peers', 6443: 'Kubernetes API', 10250: 'kubelet API'};

/** Ports of other nodes that this one is or was connected with. */
const peers = ({connections, interfaces}: KnownFacts): readonly Target[] => {
	const addresses = (interfaces ?? []).flatMap((link) => link.addresses);
	const own = new Set(addresses.map((each) => each.address));
	const subnets = addresses
		.map((each) => parseCidr(`${each.address}/${each.prefix}`))
		.filter((subnet) => subnet !== null);
	const isPeer = (address: string): boolean =>
		parseAddress(address) !== null &&
		!isLoopback(address) &&
		!own.has(address) &&
		subnets.some((subnet) => containsAddress(subnet, address));
	const found: Target[] = [];
	for (const {truncated, remoteAddress: host, remotePort, localPort} of connections ?? []) {
		// Who is connected to a port of this node need not listen there (a load balancer has no kubelet); members of etcd do.
		const port =
			remotePort !== null && purposes[remotePort] !== undefined ? remotePort : localPort === 2380 ? 2380 : null;
		if (port !== null && !truncated && isPeer(host)) {
			found.push({host, port, purpose: purposes[port] ?? ''});
		}
	}
	return found;
};

const keyOf = ({host, port}: Target): string => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`);

const targetsOf = (known: KnownFacts): readonly Target[] => {
	const servers = (known.kubeconfigs ?? [])
		.filter((file) => file.path.endsWith('kubelet.conf'))
		.flatMap((file) => ofUrl(file.server, 'Kubernetes API'));
	const all = [...servers, ...etcdServers(known), ...peers(known)];
	return [...new Map(all.map((target) => [keyOf(target), target])).values()].slice(0, most);
};

const results = ['open', 'refused', 'timed out', 'no route', 'unknown host'] as const;

const probeOf = (target: Target, capture: Capture | undefined): Probe | null => {
	const [part] = capture?.parts ?? [];
	if (part === undefined) {
		return null;
	}
	const result = results.find((each) => part.text.startsWith(each)) ?? 'failed';
	return {
		purpose: target.purpose,
		host: normaliseAddress(target.host),
		port: target.port,
		result,
		at: {source: part.name, line: 1},
	};
};

/** Whether what this node has to reach can be reached; dialled only with --probe, and then nothing is sent. */
export const probes = defineCollector({
	fact: 'probes',
	title: 'Probes',
	after: ['kubeconfigs', 'staticPods', 'connections', 'interfaces'],
	inputs: (known) => targetsOf(known).map((target) => ({dial: keyOf(target)})),
	collect: (captures, known) => {
		const found = targetsOf(known).map((target, index) => probeOf(target, captures[index]));
		const answered = found.filter((probe) => probe !== null);
		return {value: {asked: answered.length > 0, results: answered}, unparsed: [], partial: null};
	},
});
