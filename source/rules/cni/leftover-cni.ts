import {cniFingerprints} from '../../derive/cni-fingerprints.ts';
import type {AddressPlan, CniProduct} from '../../model/conclusions.ts';
import type {Interface} from '../../model/facts/interface.ts';
import type {Iptables} from '../../model/facts/iptables.ts';
import type {NftTable} from '../../model/facts/nftables.ts';
import type {Route} from '../../model/facts/route.ts';
import type {Place} from '../../model/place.ts';
import {defineRule} from '../../model/rule.ts';
import {overlaps, parseCidr} from '../../net/cidr.ts';

const patternsOf = ({product}: CniProduct) => cniFingerprints.find((one) => one.product === product);

/** A route through an interface of the product that leads into the pods' range. */
const wrongRoute = (
	one: CniProduct,
	routes: readonly Route[] | undefined,
	plan: AddressPlan | undefined,
): Route | undefined => {
	const pods = (plan?.ranges ?? [])
		.filter(({kind}) => kind === 'cluster-pods' || kind === 'node-pods')
		.map(({cidr}) => parseCidr(cidr))
		.filter((cidr) => cidr !== null);
	const pattern = patternsOf(one)?.interfaces ?? null;
	return routes?.find((route) => {
		const range = pattern?.test(route.device ?? '') === true ? parseCidr(route.destination) : null;
		return range !== null && range.prefix > 0 && pods.some((cidr) => overlaps(cidr, range));
	});
};

/** A rule in the product's chains that stops packets, where packets come there at all. */
const droppingRule = (one: CniProduct, iptables: Iptables | undefined): Place | undefined => {
	const pattern = patternsOf(one)?.chains ?? null;
	for (const {chains} of pattern === null ? [] : (iptables?.tables ?? [])) {
		const isOwn = (name: string | null): boolean => name !== null && pattern?.test(name) === true;
		const isReached = chains.some(({policy, rules}) => policy !== null && rules.some(({target}) => isOwn(target)));
		const drop = isReached
			? chains
					.filter(({name}) => isOwn(name))
					.flatMap(({rules}) => rules.find(({target}) => target === 'DROP' || target === 'REJECT') ?? [])[0]
			: undefined;
		if (drop !== undefined) {
			return drop.at;
		}
	}
	return undefined;
};

/** Whether two interfaces are the ends of one pair: who deletes one deletes both (veth(4)). */
const arePeers = (first: Interface, second: Interface): boolean =>
	first.kind === 'veth' &&
	(first.parent === second.name || (first.peerIndex === second.index && first.networkNamespace === null));

const interfacesOf = (one: CniProduct, interfaces: readonly Interface[] | undefined): readonly string[] => {
	const own = (interfaces ?? []).filter(({name}) => patternsOf(one)?.interfaces?.test(name) === true);
	return own
		.filter((link, index) => !own.slice(0, index).some((other) => arePeers(link, other)))
		.map(({name}) => name)
		.slice(0, 6);
};

/** Commands that write each table of iptables anew without the product's chains and without the jumps to them. The pattern is a constant. */
const chainCommands = (one: CniProduct, iptables: Iptables | undefined): readonly string[] => {
	const pattern = patternsOf(one)?.chains ?? null;
	const tables = (iptables?.tables ?? []).filter(
		(table) => /^[a-z]+$/.test(table.name) && table.chains.some(({name}) => pattern?.test(name) === true),
	);
	const names = pattern?.source.replace(/^\^/, '');
	return tables.map(({family, backend, name}) => {
		const program = `${family === 6 ? 'ip6tables' : 'iptables'}${backend === 'legacy' ? '-legacy' : ''}`;
		return `${program}-save -t ${name} | grep -Ev '^(:|-A )${names}| -[jg] ${names}' | ${program}-restore -T ${name}`;
	});
};

/** The same for its tables of nft: their name and family are printed by nft as words. */
const tableCommands = (one: CniProduct, nftables: readonly NftTable[] | undefined): readonly string[] => {
	const pattern = patternsOf(one)?.chains ?? null;
	return (nftables ?? [])
		.filter(({family, name}) => pattern?.test(name) === true && /^[A-Za-z0-9_-]+$/.test(`${family}${name}`))
		.map(({family, name}) => `nft delete table ${family} ${name}`);
};

/** Interfaces, chains and files of a network add-on that is not in use and whose agent does not run. */
export const leftoverCni = defineRule({
	id: 'leftover-cni',
	title: 'Nothing of another network add-on is left',
	severity: 'warning',
	tier: 1,
	group: 'cni',
	roles: ['control-plane', 'worker'],
	needs: ['cni', 'processes'],
	whole: ['processes'],
	uses: ['interfaces', 'iptables', 'nftables', 'routes', 'addressPlan'],
	why: 'Old routes lead into interfaces that nobody serves, old chains still drop, and two overlays fight for one port.',
	fix: "Careful: this can cut your SSH session. Take the old network's chains, interfaces and files away; after its files are gone a reboot clears the rest.",
	commands: [],
	verify: ['ip -br link', 'iptables-save', 'ls -l /etc/cni/net.d'],
	docs: [
		'https://kubernetes.io/docs/concepts/cluster-administration/addons/',
		'https://github.com/k3s-io/k3s/issues/7244',
	],
	seen: 'live',
	check: ({cni, interfaces, iptables, nftables, routes, addressPlan}) =>
		cni.leftovers.map((one) => {
			const route = wrongRoute(one, routes, addressPlan);
			const drop = droppingRule(one, iptables);
			const harm = [
				...(route === undefined ? [] : [`its ${route.device} takes ${route.destination}`]),
				...(drop === undefined ? [] : ['its chains drop packets']),
			];
			const names = interfacesOf(one, interfaces);
			const signs = one.signs.map(({sign}) => sign).join(', ');
			return {
				expected: `only ${cni.product ?? 'one network add-on'}`,
				actual: [`${one.product} is left on the node (${signs}), though its agent does not run`, ...harm].join(': '),
				severity: harm.length > 0 ? ('error' as const) : ('warning' as const),
				evidence: [route?.at, drop, ...one.signs.map(({at}) => at)].filter((at) => at !== undefined).slice(0, 5),
				values: Object.fromEntries(names.map((name, index) => [`link${index}`, name])),
				commands: [
					...chainCommands(one, iptables),
					...tableCommands(one, nftables),
					...names.map((_, index) => `ip link delete {link${index}}`),
				],
			};
		}),
});
