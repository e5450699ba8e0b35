import type {CniChain, CniProduct} from '../model/conclusions.ts';
import {defineDerivation} from '../model/derivation.ts';
import type {CniConfigFile} from '../model/facts/cni.ts';
import {daemonOf} from './cni-daemon.ts';
import {type CniFacts, type CniView, cniFacts} from './cni-facts.ts';
import {findBridge, findOverlay} from './cni-links.ts';
import {pluginsOf} from './cni-plugins.ts';
import {findProducts, hasDaemon, productOfFile} from './cni-products.ts';

/** The score from which a product that is not in use has left something behind. */
const leftover = 4;

const has = (products: readonly CniProduct[], product: string, ...signs: readonly string[]): boolean =>
	products.some((one) => one.product === product && one.signs.some(({sign}) => signs.includes(sign)));

/** The product in use: of the winner's file, else the one with the most signs. Canal is Calico's policy over flannel's network. */
const productInUse = (winner: CniConfigFile | undefined, products: readonly CniProduct[]): string | null => {
	const product = winner === undefined ? null : productOfFile(winner);
	const inUse = product ?? products[0]?.product ?? null;
	const isCanal =
		inUse === 'calico' &&
		(winner?.file.includes('canal') === true ||
			(winner?.plugins.some((plugin) => plugin.type === 'calico' && plugin.ipamType === 'host-local') === true &&
				has(products, 'flannel', 'daemon', 'interface')));
	return isCanal ? 'canal' : inUse;
};

/** Products that work together on purpose: what it is called, the one in use and those beside it. */
const combinations: readonly (readonly [name: string, inUse: string, beside: readonly string[]])[] = [
	['Canal: flannel with Calico policy', 'canal', ['flannel', 'calico']],
	['Cilium chained to the AWS VPC CNI', 'aws', ['cilium']],
	['Calico policy over the AWS VPC CNI', 'aws', ['calico']],
	['Calico policy over Azure CNI', 'azure', ['calico']],
	['Cilium over Azure CNI', 'azure', ['cilium']],
	['Calico policy over GKE', 'gke', ['calico']],
	['Cilium (Dataplane V2) on GKE', 'gke', ['cilium']],
	['Cilium over Azure address management', 'cilium', ['azure']],
	['Cilium chained to the AWS VPC CNI', 'cilium', ['aws']],
	['Cilium over flannel', 'flannel', ['cilium']],
];

const combinationOf = (
	inUse: string | null,
	products: readonly CniProduct[],
	isK3s: boolean,
): {readonly name: string; readonly beside: readonly string[]} | null => {
	if (inUse === 'multus') {
		const over = products.filter((one) => one.product !== 'multus').map((one) => one.product);
		return {name: `Multus over ${over[0] ?? 'another network'}`, beside: over};
	}
	// K3s takes only the policy controller of kube-router, which has no process and no configuration of its own.
	if (inUse === 'flannel' && isK3s && has(products, 'kube-router', 'chain')) {
		return {name: 'K3s: flannel with the policy controller of kube-router', beside: ['kube-router']};
	}
	const known = combinations.find(
		([, first, beside]) =>
			first === inUse && (inUse === 'canal' || beside.every((product) => has(products, product, 'daemon'))),
	);
	return known === undefined ? null : {name: known[0], beside: known[2]};
};

const build = (node: CniView, isWhole: (name: CniFacts) => boolean): CniChain => {
	const {cniConfigs, layout, flannelEnv} = node;
	const winner = cniConfigs?.files[0];
	const products = findProducts(node);
	const product = productInUse(winner, products);
	const isK3s = node.role?.distribution === 'k3s' || node.role?.distribution === 'rke2';
	const combination = combinationOf(product, products, isK3s);
	const own = [product, ...(combination?.beside ?? [])];
	const bridge = findBridge(winner, product, node);
	const overlay = findOverlay(node);
	const declared = winner?.plugins.find((plugin) => plugin.mtu !== null)?.mtu ?? null;
	return {
		directory: cniConfigs?.directory ?? layout?.paths.cniConfig ?? '/etc/cni/net.d',
		winner: winner === undefined ? null : {file: winner.file, path: winner.path, name: winner.name, at: winner.at},
		product,
		plugins: winner === undefined ? [] : pluginsOf(winner, node.cniBinaries, isWhole('cniBinaries')),
		daemon: daemonOf(product, node, isWhole('processes')),
		bridge,
		overlay,
		mtu: bridge?.mtu ?? declared ?? flannelEnv?.mtu ?? overlay?.mtu ?? null,
		products,
		leftovers: products.filter(
			(one) =>
				one.score >= leftover &&
				hasDaemon(one.product) &&
				!own.includes(one.product) &&
				!has([one], one.product, 'daemon'),
		),
		combination: combination?.name ?? null,
	};
};

/** The pod network as the runtime sees it. */
export const cni = defineDerivation({
	conclusion: 'cni',
	title: 'Pod network',
	needs: [],
	uses: cniFacts,
	derive: (node, isWhole) =>
		node.cniConfigs === undefined && node.interfaces === undefined && node.processes === undefined
			? {unavailable: 'neither network configurations nor interfaces nor processes are known', remedy: null}
			: build(node, isWhole),
});
