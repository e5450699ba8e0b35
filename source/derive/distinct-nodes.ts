import type {View} from '../model/rule.ts';

/** What tells machines apart, and which cluster each is of. */
export const identityFacts = [
	'hostname',
	'machineId',
	'bootId',
	'interfaces',
	'nodeAddress',
	'clock',
	'kubeconfigs',
	'role',
] as const;

type Identity = View<never, (typeof identityFacts)[number]>;

/** A node as a rule that compares nodes sees it. */
export type NodeView<V> = {readonly id: string; readonly view: V};

/** Hardware addresses of a node's own network cards. */
const cards = ({interfaces, nodeAddress}: Identity): readonly string[] =>
	(interfaces ?? []).flatMap(({name, mac}) => (mac !== null && nodeAddress?.physical.includes(name) ? [mac] : []));

/**
 * Keys by which a machine is known again: a network card, with two of its id, its name and its boot, as far as they are known.
 * A clone has another card; a machine that was renamed or given another id is still in the same boot.
 */
const keysOf = (view: Identity): readonly string[] => {
	const machine = view.machineId?.value ?? '';
	const name = view.hostname?.value ?? '';
	const boot = view.bootId?.value ?? '';
	return cards(view).flatMap((mac) => [
		...(name === '' ? [] : [`name ${machine} ${mac} ${name}`]),
		...(boot === '' || machine === '' ? [] : [`boot ${machine} ${mac} ${boot}`]),
		...(boot === '' || name === '' ? [] : [`both ${name} ${mac} ${boot}`]),
	]);
};

const isNewer = (first: Identity, second: Identity): boolean =>
	(first.clock?.value ?? '') > (second.clock?.value ?? '');

/** Each machine once, by its newest recording. */
const distinctMachines = <V extends Identity>(nodes: readonly NodeView<V>[]): readonly NodeView<V>[] => {
	const newest: (NodeView<V> | null)[] = [];
	const known = new Map<string, number>();
	for (const node of nodes) {
		const keys = keysOf(node.view);
		const index = keys.map((key) => known.get(key)).find((each) => each !== undefined) ?? newest.length;
		const before = newest[index];
		newest[index] = before === undefined || before === null || isNewer(node.view, before.view) ? node : before;
		for (const key of keys) {
			known.set(key, index);
		}
	}
	return newest.filter((node) => node !== null);
};

/** The cluster that a node is of, by its authority; null where that is not known. */
const clusterOf = ({kubeconfigs}: Identity): string | null =>
	kubeconfigs?.find(({certificateAuthorityHash}) => certificateAuthorityHash !== null)?.certificateAuthorityHash ??
	null;

/**
 * The machines of each cluster, each by its newest recording. Those whose cluster is not known belong to the only one that is,
 * and else to one of their own. Machines without Kubernetes are left out.
 */
export const distinctNodes = <V extends Identity>(
	nodes: readonly NodeView<V>[],
): readonly (readonly NodeView<V>[])[] => {
	const clusters = new Map<string | null, NodeView<V>[]>();
	for (const node of distinctMachines(nodes.filter(({view}) => view.role?.name !== 'none'))) {
		const cluster = clusterOf(node.view);
		const members = clusters.get(cluster) ?? [];
		members.push(node);
		clusters.set(cluster, members);
	}
	const unknown = clusters.get(null);
	const known = [...clusters].flatMap(([cluster, members]) => (cluster === null ? [] : [members]));
	const [only] = known;
	return unknown !== undefined && only !== undefined && known.length === 1
		? [[...only, ...unknown]]
		: [...clusters.values()];
};
