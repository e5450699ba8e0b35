import {spawnSync} from 'node:child_process';

/** Why a machine of one's own cannot be had here, or null where it can. */
export const whyNoPrivateNode = (): string | null => {
	if (process.platform !== 'linux' || process.getuid?.() !== 0) {
		return 'needs root on Linux';
	}
	const made = spawnSync('unshare', [
		'--net',
		'--mount',
		'--pid',
		'--fork',
		'--mount-proc',
		'ip',
		'link',
		'set',
		'lo',
		'up',
	]);
	return made.status === 0 ? null : 'namespaces cannot be made here';
};

/** What makes the namespaces a machine with one card, an address and a gateway. Its files are this machine's, but for those of Kubernetes. */
const wiring = [
	'set -e',
	'ip link set lo up',
	'ip link add eth0 address 02:00:5e:00:53:01 type veth peer name peer0',
	// An address that is still being tried would change while a test looks.
	'ip link set eth0 addrgenmode none',
	'ip link set peer0 addrgenmode none',
	'ip addr add 192.0.2.10/24 dev eth0',
	'ip link set eth0 up',
	'ip link set peer0 up',
	'ip route add default via 192.0.2.1',
	'mount -t tmpfs -o mode=755 tmpfs /mnt',
	'for folder in /etc/kubernetes /var/lib/kubelet /etc/cni /var/lib/cni /var/lib/rancher; do [ ! -d $folder ] || mount -t tmpfs tmpfs $folder; done',
];

/**
 * The command line through which a program runs on a machine of its own: network, processes and mounts are private, nothing of Kubernetes runs.
 * `before` are shell lines that set more up, `after` follow the program, whose status counts.
 */
export const privateNode = (before: readonly string[] = [], after: readonly string[] = []): readonly string[] => [
	'unshare',
	...['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'],
	...['sh', '-c'],
	[
		...wiring,
		...before,
		...(after.length === 0 ? ['exec "$@"'] : ['set +e', '"$@"', 'code=$?', ...after, 'exit $code']),
	].join('\n'),
	'sh',
];

const everyPlace = (name: string, action: string): string =>
	`for d in /usr/local/sbin /usr/local/bin /usr/sbin /usr/bin /sbin /bin; do [ ! -e $d/${name} ] || ${action} "$(realpath $d/${name})"; done`;

/** A shell line that puts a program of one's own in the place of an installed one, for this machine only. */
export const replaceProgram = (name: string, script: string): string =>
	`printf '%s\\n' '#!/bin/sh' '${script}' > /mnt/${name}; chmod 755 /mnt/${name}; ${everyPlace(name, `mount --bind /mnt/${name}`)}`;

/** A shell line that takes a program away: what stands in its place is no program. */
export const removeProgram = (name: string): string => everyPlace(name, 'mount --bind /dev/null');
