import type {NodeAddress} from '../../model/conclusions.ts';
import type {Sysctl} from '../../model/facts/host.ts';
import type {Route} from '../../model/facts/route.ts';
import {defineRule} from '../../model/rule.ts';

/** Links of pod networks whose traffic may come in another way than it goes out. Calico's own are strict on purpose. */
const podLinks = /^(lxc|cilium_(host|net|vxlan|geneve)$|flannel[.-]|vxlan[.-]|cni0$|eni)/;

const isDefault = (route: Route): boolean =>
	route.family === 4 && route.table === 'main' && route.destination === '0.0.0.0/0' && route.type === 'unicast';

/** Links that carry the node's address or a default route, where there are several: then paths may differ. */
const uplinks = ({addresses}: NodeAddress, routes: readonly Route[] | undefined): readonly string[] => {
	const carrying = new Set([
		...addresses.filter(({family}) => family === 4).map((address) => address.interface),
		...(routes ?? []).filter(isDefault).flatMap((route) => route.device ?? []),
	]);
	return carrying.size > 1 ? [...carrying] : [];
};

/** The parameter that counts for a link: the larger of its own and the one for all (ip-sysctl of the kernel's documentation). */
const effective = (link: string, byName: ReadonlyMap<string, Sysctl>): Sysctl | undefined => {
	const own = byName.get(`net.ipv4.conf.${link}.rp_filter`);
	const all = byName.get('net.ipv4.conf.all.rp_filter');
	return Number(all?.value ?? 0) > Number(own?.value ?? 0) ? all : own;
};

/** Reverse-path filters where the way back may be another one. */
export const rpFilterStrict = defineRule({
	id: 'rp-filter-strict',
	title: 'No strict reverse-path filter on links of the pod network',
	severity: 'warning',
	tier: 2,
	group: 'system',
	roles: ['control-plane', 'worker'],
	needs: ['sysctls', 'interfaces', 'cni', 'nodeAddress'],
	enough: ['sysctls'],
	uses: ['routes'],
	why: 'The kernel drops without a word what comes in on another link than the answer would take; systemd sets its own default on every new interface.',
	fix: 'Set the filter to loose (2) on these links, which counts over a strict one for all, and write it down in a file of /etc/sysctl.d that is read last.',
	commands: ['sysctl -w {name}=2', "echo '{name} = 2' >> /etc/sysctl.d/99-zz-rp-filter.conf"],
	verify: ['sysctl {name} net.ipv4.conf.all.rp_filter'],
	docs: [
		'https://docs.cilium.io/en/stable/operations/system_requirements/',
		'https://github.com/aws/amazon-vpc-cni-k8s/blob/master/docs/troubleshooting.md',
	],
	seen: 'live',
	check: ({sysctls, interfaces, cni, nodeAddress, routes}) => {
		const byName = new Map(sysctls.map((sysctl) => [sysctl.name, sysctl]));
		if (!sysctls.some(({name}) => name.endsWith('.rp_filter'))) {
			return {unknown: 'no rp_filter is among the parameters that were read'};
		}
		const isCalico = cni.product === 'calico' || cni.product === 'canal';
		const pods = isCalico ? [] : interfaces.filter(({name}) => podLinks.test(name)).map(({name}) => name);
		const strict = [...new Set([...pods, ...uplinks(nodeAddress, routes)])].flatMap((link) => {
			const sysctl = effective(link, byName);
			return sysctl?.value === '1' ? [{link, at: sysctl.at}] : [];
		});
		// Cilium has a link for each pod: a few stand for all.
		return strict.slice(0, 5).map(({link, at}) => ({
			expected: `rp_filter 0 or 2 on ${link}`,
			actual: `the reverse-path filter on ${link} is strict`,
			evidence: [at],
			values: {name: `net.ipv4.conf.${link.replaceAll('.', '/')}.rp_filter`},
		}));
	},
});
