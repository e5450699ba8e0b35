import type {Components, NodeAddress} from '../model/conclusions.ts';
import {defineDerivation} from '../model/derivation.ts';
import type {CniConfigs} from '../model/facts/cni.ts';
import type {Address, Interface} from '../model/facts/interface.ts';
import type {KubeletConfig} from '../model/facts/kubernetes.ts';
import type {Route} from '../model/facts/route.ts';
import {lastFlag} from '../model/read-flags.ts';
import {isWildcard, normaliseAddress} from '../net/address.ts';
import {physicalInterfaces} from './container-interface.ts';

type Held = NodeAddress['addresses'][number];
type Found = {readonly addresses: readonly Held[]; readonly because: NodeAddress['because']};

const held = (link: Interface, {family, address, prefix, at}: Address): Held => ({
	family,
	address,
	prefix,
	interface: link.name,
	at,
});

/** Every address that other machines could know, by its text. */
const holders = (interfaces: readonly Interface[]): ReadonlyMap<string, Held> => {
	const all = new Map<string, Held>();
	for (const link of interfaces) {
		for (const address of link.addresses) {
			if (!all.has(address.address)) {
				all.set(address.address, held(link, address));
			}
		}
	}
	return all;
};

/** Flags of an address that is not the first choice of its link. */
const lesser = ['secondary', 'deprecated', 'temporary', 'tentative', 'dadfailed'];

/** The global addresses of a link. A /32 or /128 beside others is a virtual one that moves between nodes. */
const globals = (link: Interface, family: 4 | 6): readonly Address[] => {
	const all = link.addresses.filter(
		(address) =>
			address.family === family && address.scope === 'global' && !address.flags.some((flag) => lesser.includes(flag)),
	);
	const inSubnet = all.filter((address) => address.prefix < (family === 4 ? 32 : 128));
	return inSubnet.length > 0 ? inSubnet : all;
};

const lookUp = (texts: readonly string[], all: ReadonlyMap<string, Held>): readonly Held[] =>
	texts.flatMap((text) => all.get(normaliseAddress(text.trim())) ?? []);

const nodeIps = (kubelet: KubeletConfig | undefined, components: Components): readonly string[] => {
	const configured = kubelet?.nodeIps.value ?? [];
	const flag = lastFlag(components.kubelet?.flags ?? [], 'node-ip')?.value.split(',') ?? [];
	return (configured.length > 0 ? configured : flag).filter((text) => !isWildcard(text));
};

/** Default routes of the main table, the preferred one first. */
const defaultRoutes = (routes: readonly Route[], family: 4 | 6): readonly Route[] =>
	routes
		.filter((route) => route.family === family && route.table === 'main' && route.type === 'unicast')
		.filter((route) => route.destination === '0.0.0.0/0' || route.destination === '::/0')
		.sort((a, b) => (a.metric ?? 0) - (b.metric ?? 0));

const sourceOf = (route: Route, interfaces: readonly Interface[], all: ReadonlyMap<string, Held>): readonly Held[] => {
	const declared = route.source === null ? undefined : all.get(normaliseAddress(route.source));
	if (declared !== undefined) {
		return [declared];
	}
	const device = route.device ?? route.nextHops[0]?.device;
	const link = interfaces.find((one) => one.name === device);
	const [first] = link === undefined ? [] : globals(link, route.family);
	return link === undefined || first === undefined ? [] : [held(link, first)];
};

const ofDefaultRoutes = (
	routes: readonly Route[],
	interfaces: readonly Interface[],
	all: ReadonlyMap<string, Held>,
): readonly Held[] =>
	([4, 6] as const).flatMap((family) =>
		defaultRoutes(routes, family)
			.flatMap((route) => sourceOf(route, interfaces, all))
			.slice(0, 1),
	);

const ofApiserver = (components: Components, all: ReadonlyMap<string, Held>): Found => {
	const apiserver = components['kube-apiserver'];
	const flag = lastFlag(apiserver?.flags ?? [], 'advertise-address');
	return {
		addresses: flag === undefined ? [] : lookUp([flag.value], all),
		because: apiserver?.flagsFrom === 'manifest' ? 'manifest' : 'apiserver',
	};
};

/** The one address that could be the node's, of each family; where one family has several, none can be told. */
const onlyAddress = (interfaces: readonly Interface[], physical: readonly string[]): readonly Held[] => {
	const own = interfaces.filter((link) => physical.includes(link.name));
	const families = ([4, 6] as const).map((family) =>
		own.flatMap((link) => globals(link, family).map((address) => held(link, address))),
	);
	return families.some((all) => all.length > 1) ? [] : families.flat();
};

const bridgesOf = (configs: CniConfigs | undefined): readonly string[] =>
	(configs?.files ?? [])
		.flatMap((file) => file.plugins)
		.map((plugin) => plugin.options.bridge)
		.filter((name) => typeof name === 'string');

/** The node's own address and the link that carries it. */
export const nodeAddress = defineDerivation({
	conclusion: 'nodeAddress',
	title: 'Node address',
	needs: ['interfaces', 'components'],
	uses: ['routes', 'kubeletConfig', 'cniConfigs'],
	derive: ({interfaces, components, routes, kubeletConfig, cniConfigs}) => {
		const all = holders(interfaces);
		const bridges = bridgesOf(cniConfigs);
		const viaDefault = ofDefaultRoutes(routes ?? [], interfaces, all);
		const candidates: readonly Found[] = [
			{addresses: lookUp(nodeIps(kubeletConfig, components), all), because: 'node-ip'},
			ofApiserver(components, all),
			{addresses: viaDefault, because: 'default-route'},
			{addresses: onlyAddress(interfaces, physicalInterfaces(interfaces, [], bridges)), because: 'only-address'},
		];
		const {addresses, because}: Found = candidates.find((one) => one.addresses.length > 0) ?? {
			addresses: [],
			because: 'none',
		};
		const carrying = [...addresses, ...viaDefault].map((address) => address.interface);
		return {
			addresses,
			uplink: addresses[0]?.interface ?? null,
			because,
			physical: physicalInterfaces(interfaces, carrying, bridges),
		};
	},
});
