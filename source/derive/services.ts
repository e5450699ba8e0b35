import type {ProxyMode, Service} from '../model/conclusions.ts';
import {type Derived, defineDerivation} from '../model/derivation.ts';
import type {Interface} from '../model/facts/interface.ts';
import type {Iptables} from '../model/facts/iptables.ts';
import type {NftTable, VirtualServer} from '../model/facts/nftables.ts';
import {iptablesServices} from './services-iptables.ts';
import {ipvsServices} from './services-ipvs.ts';
import {nftablesServices} from './services-nftables.ts';

type Known = {
	readonly proxy: ProxyMode;
	readonly iptables?: Iptables | undefined;
	readonly nftables?: readonly NftTable[] | undefined;
	readonly virtualServers?: readonly VirtualServer[] | undefined;
	readonly interfaces?: readonly Interface[] | undefined;
};

/** The facts that hold the services of a mode. */
const sources = {
	iptables: 'iptables',
	nftables: 'nftables',
	ipvs: 'virtualServers',
} as const;

/** The mode's own services first; those of another mode are left over from before. */
const listed = ({proxy, iptables, nftables, virtualServers, interfaces}: Known): readonly Service[] => {
	const all = [
		...(iptables === undefined ? [] : iptablesServices(iptables)),
		...(nftables === undefined ? [] : nftablesServices(nftables)),
		...(virtualServers === undefined || !proxy.dataPlanes.some(({mode}) => mode === 'ipvs')
			? []
			: ipvsServices(virtualServers, interfaces)),
	];
	const own = all.filter(({mode}) => mode === proxy.mode);
	return own.length === 0 ? all : [...own, ...all.filter(({mode}) => mode !== proxy.mode)];
};

const derive = (known: Known): Derived<readonly Service[]> => {
	const {proxy} = known;
	const {mode} = proxy;
	const source = mode === 'iptables' || mode === 'nftables' || mode === 'ipvs' ? sources[mode] : null;
	if (source !== null && known[source] === undefined) {
		return {
			unavailable: `services are proxied with ${mode}, whose rules could not be read`,
			remedy: 'run kdiag as root',
		};
	}
	const services = listed(known);
	if (services.length > 0) {
		return services;
	}
	if (mode === 'replaced') {
		return {unavailable: `${proxy.replacement ?? 'another program'} proxies services and keeps them out of iptables`};
	}
	if (known.iptables === undefined && known.nftables === undefined && known.virtualServers === undefined) {
		return {unavailable: 'no rules of any proxy mode could be read', remedy: 'run kdiag as root'};
	}
	return services;
};

/** All services that the node's data plane knows. */
export const services = defineDerivation({
	conclusion: 'services',
	title: 'Services in the data plane',
	needs: ['proxy'],
	uses: ['iptables', 'nftables', 'virtualServers', 'interfaces'],
	derive: (node) => derive(node),
});
