import type {Iptables} from '../model/facts/iptables.ts';
import {findChain} from './find-chain.ts';

/** A rule of KUBE-SERVICES that belongs to a service: the last one, for NodePorts, stands in both families of every node. */
const isOfService = (target: string | null, matches: readonly {readonly name: string}[]): boolean =>
	target?.startsWith('KUBE-SVC-') === true ||
	target?.startsWith('KUBE-SVL-') === true ||
	target?.startsWith('KUBE-EXT-') === true ||
	matches.some(({name}) => name === '--match-set');

/** The families in which kube-proxy has services; a node of one family keeps only empty chains in the other. IPv4 where none has any. */
export const proxiedFamilies = (iptables: Iptables): readonly (4 | 6)[] => {
	const found = ([4, 6] as const).filter((family) =>
		findChain(iptables, 'nat', 'KUBE-SERVICES', family)?.rules.some(({target, matches}) =>
			isOfService(target, matches),
		),
	);
	return found.length === 0 ? [4] : found;
};

/** The name of a family's tool. */
export const toolOf = (family: 4 | 6): string => (family === 4 ? 'iptables' : 'ip6tables');
