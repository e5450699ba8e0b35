import {productOfChain} from './cni-fingerprints.ts';

/** Who keeps chains or tables of a name, beside the CNI products; the first that fits. */
const owners: readonly (readonly [name: RegExp, owner: string])[] = [
	[/^KUBE-(FIREWALL|KUBELET-CANARY|IPTABLES-HINT)$/, 'kubelet'],
	[/^(KUBE-|kube-proxy$)/, 'kube-proxy'],
	[/^CNI-/, 'CNI plugins'],
	[/^(DOCKER|docker-)/, 'docker'],
	[/^ufw6?-/, 'ufw'],
	[/^(firewalld$|(IN|FWD[IO]?|PRE|POST)_|(INPUT|FORWARD|OUTPUT|PREROUTING|POSTROUTING)_)/, 'firewalld'],
	[/^(LIBVIRT_|libvirt_)/, 'libvirt'],
	[/^(NETAVARK|netavark$)/, 'podman'],
	[/^f2b-/, 'fail2ban'],
	[/^(ts-|tailscale$)/, 'tailscale'],
	[/^ISTIO_/, 'istio'],
];

/** Who keeps a chain of iptables or a table of nft, by its name; null where the name does not say. */
export const chainOwner = (name: string): string | null =>
	productOfChain(name) ?? owners.find(([pattern]) => pattern.test(name))?.[1] ?? null;
