import type {Iptables} from '../model/facts/iptables.ts';
import type {Unit} from '../model/facts/kubernetes.ts';
import type {NftTable} from '../model/facts/nftables.ts';
import type {Process} from '../model/facts/process.ts';
import type {Place} from '../model/place.ts';
import {findChain, jumpTo} from './find-chain.ts';
import {baseName} from './program.ts';

/** A host firewall that filters now. */
export type HostFirewall = {readonly name: 'ufw' | 'firewalld'; readonly at: Place};

/** What shows a host firewall, each where it is known. */
export type FirewallSigns = {
	readonly iptables: Iptables;
	readonly nftables: readonly NftTable[];
	readonly units?: readonly Unit[] | undefined;
	readonly processes?: readonly Process[] | undefined;
};

/** A ufw that was switched off leaves its chains and the way to them, but no rules in them. */
const ufwAt = (iptables: Iptables): Place | undefined => {
	for (const [family, chain] of [
		[4, 'ufw-before-input'],
		[6, 'ufw6-before-input'],
	] as const) {
		const jump = jumpTo(iptables, 'filter', 'INPUT', chain, family);
		if (jump !== undefined && (findChain(iptables, 'filter', chain, family)?.rules.length ?? 0) > 0) {
			return jump.at;
		}
	}
	return undefined;
};

/** firewalld is a program of Python. */
const isFirewalld = ({argv, pod}: Process): boolean =>
	pod === null && argv.slice(0, 3).some((word) => baseName(word) === 'firewalld' && !word.startsWith('/etc/'));

const firewalldAt = ({iptables, nftables, units, processes}: FirewallSigns): Place | undefined =>
	nftables.find((table) => table.name === 'firewalld' && table.chains.some((chain) => chain.hook !== null))?.at ??
	jumpTo(iptables, 'filter', 'INPUT', 'INPUT_ZONES')?.at ??
	units?.find((unit) => unit.name === 'firewalld.service' && unit.activeState === 'active')?.at ??
	processes?.find(isFirewalld)?.at;

/** The host firewall that is active, by the chains and tables it keeps, its unit or its process. */
export const findHostFirewall = (signs: FirewallSigns): HostFirewall | null => {
	const ufw = ufwAt(signs.iptables);
	const firewalld = firewalldAt(signs);
	return ufw !== undefined
		? {name: 'ufw', at: ufw}
		: firewalld !== undefined
			? {name: 'firewalld', at: firewalld}
			: null;
};
