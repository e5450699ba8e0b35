import type {CniProduct} from '../model/conclusions.ts';
import type {CniConfigFile} from '../model/facts/cni.ts';
import type {Place} from '../model/place.ts';
import {findDaemon} from './cni-daemon.ts';
import type {CniView as Node} from './cni-facts.ts';
import {type CniFingerprint, cniFingerprints, productOfChain} from './cni-fingerprints.ts';
import {isOneOf} from './program.ts';

type SignKind = CniProduct['signs'][number]['sign'];

/** Weights of signs. */
const weights: {readonly [K in SignKind]: number} = {config: 3, daemon: 3, interface: 2, chain: 2, state: 2, port: 1};

/** Each product's first chain or nft table. One pass: a node with many services has tens of thousands of chains. */
const chainPlaces = ({iptables, nftables}: Node): ReadonlyMap<string, Place> => {
	const places = new Map<string, Place>();
	const look = ({name, at}: {readonly name: string; readonly at: Place}): void => {
		const product = productOfChain(name);
		if (product !== null && !places.has(product)) {
			places.set(product, at);
		}
	};
	for (const table of iptables?.tables ?? []) {
		table.chains.forEach(look);
	}
	for (const table of nftables ?? []) {
		look(table);
		table.chains.forEach(look);
	}
	return places;
};

/** The product of a configuration file: by a plugin type that only it has, else by the name of the file, else by a common type. */
export const productOfFile = (file: CniConfigFile): string | null => {
	const types = file.plugins.flatMap((plugin) => [plugin.type, plugin.ipamType]).filter((type) => type !== null);
	const byType = cniFingerprints.find(
		(one) => one.product !== 'bridge' && types.some((type) => one.types.includes(type)),
	);
	const byName = cniFingerprints.find((one) => one.files?.test(file.file) === true);
	const common = types.some((type) => type === 'bridge' || type === 'ptp') ? 'bridge' : null;
	return byType?.product ?? byName?.product ?? common;
};

/** State that a product keeps in files of its own. */
const stateOf = (product: string, {flannelEnv, calicoNodeName}: Node): Place | undefined =>
	product === 'flannel' ? flannelEnv?.at : product === 'calico' ? calicoNodeName?.at : undefined;

const signsOf = (one: CniFingerprint, node: Node, chains: ReadonlyMap<string, Place>): CniProduct['signs'] => {
	const {interfaces, ports, daemons, helpers} = one;
	const listening = [...daemons, ...helpers];
	const files = (node.cniConfigs?.files ?? []).filter((file) => productOfFile(file) === one.product);
	const found: readonly (readonly [SignKind, Place | undefined])[] = [
		['config', files[0]?.at],
		['daemon', findDaemon(daemons, node.processes)?.at],
		['interface', interfaces === null ? undefined : node.interfaces?.find((link) => interfaces.test(link.name))?.at],
		['chain', chains.get(one.product)],
		['state', stateOf(one.product, node)],
		[
			'port',
			node.listeners?.find(
				(socket) =>
					ports.includes(socket.localPort ?? 0) && socket.program !== null && isOneOf(socket.program, listening),
			)?.at,
		],
	];
	return found.flatMap(([sign, at]) => (at === undefined ? [] : [{sign, at}]));
};

/** Whether a product has an agent; without one nobody can tell what it left from what is in use (podman's bridge). */
export const hasDaemon = (product: string): boolean =>
	cniFingerprints.some((one) => one.product === product && one.daemons.length > 0);

/** Every product of which there is a sign, the strongest first. */
export const findProducts = (node: Node): readonly CniProduct[] => {
	const chains = chainPlaces(node);
	return cniFingerprints
		.map((one): CniProduct => {
			const signs = signsOf(one, node, chains);
			return {product: one.product, score: signs.reduce((sum, {sign}) => sum + weights[sign], 0), signs};
		})
		.filter((one) => one.score > 0)
		.sort((a, b) => b.score - a.score);
};
