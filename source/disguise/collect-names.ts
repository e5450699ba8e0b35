import type {Capture} from '../model/capture.ts';
import type {Snapshot} from '../model/snapshot.ts';
import {parseAddress} from '../net/address.ts';

/** Names of machines, and the domains behind them. */
export type Names = {readonly hosts: ReadonlySet<string>; readonly domains: ReadonlySet<string>};

/** Words that many machines are called by, or that mean something to a node: nobody is known by them. */
const common: ReadonlySet<string> = new Set(
	[
		'localhost localhost4 localhost6 localdomain localdomain4 localdomain6 ip6-localhost ip6-loopback ip6-localnet',
		'ip6-mcastprefix ip6-allnodes ip6-allrouters ip6-allhosts loopback broadcasthost host hosts node nodes machine server client agent',
		'master masters worker workers control-plane controlplane controller etcd kubernetes kube kubelet kube-proxy kube-apiserver',
		'kube-scheduler kube-controller-manager kube-system kube-public kube-node-lease kube-flannel default cluster cluster.local local',
		'svc api lb loadbalancer load-balancer haproxy keepalived nginx envoy containerd docker crio k3s rke2 microk8s kind minikube k0s',
		'flannel calico cilium weave canal multus coredns dns system root admin ubuntu debian fedora centos rocky alma alpine suse rhel',
		'flatcar talos linux gnu x86_64 aarch64 amd64 arm64 lan home internal intranet corp test tests dev prod example invalid vagrant',
		'none null true false unknown eth0 ens3 lo cni0 docker0 pod pods service services network bridge host-gw vxlan',
	]
		.join(' ')
		.split(' '),
);

const isName = (text: string): boolean =>
	/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}$/.test(text) &&
	/[A-Za-z]/.test(text) &&
	text.length > 1 &&
	parseAddress(text) === null;

const isCluster = (name: string): boolean => /(?:^|\.)(?:svc|cluster\.local|localhost|localdomain|arpa)$/i.test(name);

/** Where a text names a machine, whatever the text is: the name is what stands in brackets. */
const places: readonly RegExp[] = [
	/system:node:([A-Za-z0-9_.-]+)/g,
	/--(?:hostname-override|node-name)[= \0]"?([A-Za-z0-9_.-]+)/g,
	/etcd\0(?:[^\n]*?\0)?--name[=\0]([A-Za-z0-9_.-]+)/g,
	/^\s*- --name=([A-Za-z0-9_.-]+)$/gm,
	/(?<=[=,])([A-Za-z0-9_.-]+)=https?:\/\//g,
	/\b(?:hostnameOverride|nodeName|_HOSTNAME|kubernetes\.io\/hostname)\\?"?[:=] ?\\?"?([A-Za-z0-9_.-]+)/g,
	/\bnode(?:Name|name)?\\?"?[:=]\\?"([A-Za-z0-9_.-]+)\\?"/g,
	/\/var\/log\/pods\/kube-system_(?:etcd|kube-apiserver|kube-controller-manager|kube-scheduler|kube-vip|haproxy|keepalived)-([A-Za-z0-9.-]+)_[0-9a-f]{32}\//g,
	/\/(?:registry\/minions|kube-node-lease|api\/v1\/nodes)\/([A-Za-z0-9.-]+)/g,
	/\bnodes? \\{0,3}"([A-Za-z0-9.-]+)\\{0,3}"/g,
	/\b(?:server|controlPlaneEndpoint)\\?"?: ?\\?"?(?:https?:\/\/)?([A-Za-z0-9_.-]+\.[A-Za-z0-9-]+)(?::\d+)/g,
	/--(?:advertise-client-urls|initial-advertise-peer-urls|etcd-servers|endpoints|server|master)[= \0](?:https?:\/\/)([A-Za-z0-9_-][A-Za-z0-9_.-]+)(?::\d+)/g,
];

/** Domains that names may end in: of the resolver, and of the cluster. */
const domainPlaces: readonly RegExp[] = [
	/^(?:search|domain)[ \t]+(.+)$/gm,
	/\bclusterDomain: "?([A-Za-z0-9.-]+)/g,
	/--cluster-domain[= \0]"?([A-Za-z0-9.-]+)/g,
];

const firstWord = (text: string): string => /\S+/.exec(text)?.[0] ?? '';

/** Files and outputs that are a name, or lists of names. */
const listed = (name: string, text: string): readonly string[] => {
	if (name === 'hostname' || /\/(?:hostname|nodename)$/.test(name)) {
		return [firstWord(text)];
	}
	if (/^uname -a/.test(name)) {
		return [text.split(/\s+/)[1] ?? ''];
	}
	if (/\/etc\/hosts$/.test(name)) {
		return text.split('\n').flatMap((line) => (line.split('#')[0] ?? '').trim().split(/\s+/).slice(1));
	}
	return [];
};

/** Names of devices and programs: where a machine is called like one, it keeps its name. */
const takenBy = (captures: readonly Capture[]): ReadonlySet<string> =>
	new Set(
		captures.flatMap(({parts}) =>
			parts.flatMap(({name, text}) => {
				if (/\/comm$/.test(name)) {
					return [text.trim()];
				}
				return name === '/proc/net/dev' ? [...text.matchAll(/^\s*([^\s:]+):/gm)].map((match) => match[1] ?? '') : [];
			}),
		),
	);

/**
 * Collects the names of machines and their domains from where they are named, of all nodes of a run. Names of the cluster (`kubernetes.default.svc`) are
 * none, nor are common words.
 * @param textsInside Gives the texts of a snapshot with their names, what certificates say among them.
 */
export const collectNames = (
	snapshots: readonly Snapshot[],
	textsInside: (snapshot: Snapshot) => Iterable<readonly [string, string]>,
): Names => {
	const hosts = new Set<string>();
	const domains = new Set<string>();
	const addDomain = (text: string): void => {
		const domain = text.replace(/\.$/, '').toLowerCase();
		if (isName(domain) && !isCluster(domain) && !common.has(domain)) {
			domains.add(domain);
		}
	};
	const add = (text: string): void => {
		const name = text.replace(/\.$/, '').toLowerCase();
		if (!isName(name) || isCluster(name)) {
			return;
		}
		const [label = '', ...rest] = name.split('.');
		if (!common.has(label) && isName(label)) {
			hosts.add(label);
		}
		if (rest.length > 0) {
			addDomain(rest.join('.'));
		}
	};
	for (const snapshot of snapshots) {
		add(snapshot.node);
		for (const [name, text] of textsInside(snapshot)) {
			listed(name, text).forEach(add);
			for (const place of places) {
				for (const [, found = ''] of text.matchAll(place)) {
					add(found);
				}
			}
			for (const place of domainPlaces) {
				for (const [, found = ''] of text.matchAll(place)) {
					found.trim().split(/\s+/).forEach(addDomain);
				}
			}
		}
	}
	for (const {captures} of snapshots) {
		for (const word of takenBy(captures)) {
			hosts.delete(word.toLowerCase());
		}
	}
	return {hosts, domains};
};
