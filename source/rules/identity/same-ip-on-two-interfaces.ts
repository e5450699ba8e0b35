import type {Interface} from '../../model/facts/interface.ts';
import {defineRule} from '../../model/rule.ts';

type Held = {readonly link: Interface; readonly address: Interface['addresses'][number]};

/** Links that hold addresses for others to be taken in, not to speak from: proxies, caches, anycast. */
const holders = /^(lo|kube-ipvs0|kube-dummy-if|nodelocaldns|dummy)/;

/** Kinds of tunnels that borrow an address of another link. */
const borrowing: ReadonlySet<string> = new Set([
	'ipip',
	'gre',
	'sit',
	'tun',
	'wireguard',
	'vxlan',
	'geneve',
	'ppp',
	'vti',
]);

/** Whether an address may stand elsewhere, too: of proxies, of point-to-point links, of VRFs, and the /32 of tunnels and of pods' ends. */
const mayRepeat = ({link, address}: Held, vrfs: ReadonlySet<string>): boolean =>
	holders.test(link.name) ||
	link.kind === 'dummy' ||
	vrfs.has(link.master ?? '') ||
	address.peer !== null ||
	address.scope !== 'global' ||
	(address.prefix === (address.family === 4 ? 32 : 128) &&
		(borrowing.has(link.kind ?? '') ||
			link.kind === 'veth' ||
			/^(tunl0|vxlan|flannel|cali|cilium|lxc|veth|gke|eni|azv)/.test(link.name)));

/** Addresses of the node's links against each other. */
export const sameIpOnTwoInterfaces = defineRule({
	id: 'same-ip-on-two-interfaces',
	title: 'No address is on two interfaces',
	severity: 'warning',
	tier: 3,
	group: 'identity',
	roles: 'any',
	needs: ['interfaces'],
	why: 'Which interface answers for the address, and which one packets leave by, depends on the order of the routes. A virtual address that was moved by half or a renamed card leaves such a pair.',
	fix: 'Careful: this can cut your SSH session. Take the address off the interface that should not have it, and out of its configuration.',
	commands: ['ip -br addr | grep -w {address}', 'ip addr del {address}/{prefix} dev {interface}'],
	verify: ['ip -br addr | grep -w {address}'],
	docs: ['https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/install-kubeadm/'],
	seen: 'never seen live; tested on made-up facts',
	check: ({interfaces}) => {
		const vrfs = new Set(interfaces.filter(({kind}) => kind === 'vrf').map(({name}) => name));
		const all = interfaces.flatMap((link) => link.addresses.map((address): Held => ({link, address})));
		const byAddress = new Map<string, Held[]>();
		for (const held of all.filter((each) => !mayRepeat(each, vrfs))) {
			const list = byAddress.get(held.address.address) ?? [];
			list.push(held);
			byAddress.set(held.address.address, list);
		}
		return [...byAddress]
			.filter(([, list]) => new Set(list.map(({link}) => link.name)).size > 1)
			.map(([address, list]) => ({
				expected: `${address} on one interface`,
				actual: `${address} is on ${list.map(({link}) => link.name).join(' and ')}`,
				evidence: list.slice(0, 4).map((held) => held.address.at),
				values: {
					address,
					prefix: String(list.at(-1)?.address.prefix ?? ''),
					interface: list.at(-1)?.link.name ?? '',
				},
			}));
	},
});
