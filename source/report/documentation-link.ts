/** Where the pages stand that rules name. A report that is opened again comes from somebody else, and may name others. */
const hosts: ReadonlySet<string> = new Set([
	'docs.cilium.io',
	'docs.docker.com',
	'docs.k3s.io',
	'docs.tigera.io',
	'etcd.io',
	'github.com',
	'kube-vip.io',
	'kubernetes.io',
	'man7.org',
	'wiki.nftables.org',
	'www.cni.dev',
	'www.freedesktop.org',
	'www.iana.org',
	'www.kernel.org',
]);

/** Whether an address may be a link in a document: a page on a host that the rules name, in letters that no markup obeys. */
export const isDocumentation = (address: string): boolean => {
	const [, host] = /^https:\/\/([a-z0-9.-]+)\/[A-Za-z0-9._~/#%=+-]*$/.exec(address) ?? [];
	return host !== undefined && hosts.has(host);
};
