import {evidenceOf, namesOf, sharedValues} from '../../derive/compare-values.ts';
import {distinctNodes, identityFacts, type NodeView} from '../../derive/distinct-nodes.ts';
import type {Located} from '../../model/facts/host.ts';
import {defineClusterRule} from '../../model/rule.ts';

/** What firmware writes where nobody set an id. */
const placeholders =
	/^(0{8}(-0{4}){3}-0{12}|f{8}(-f{4}){3}-f{12}|03000200-0400-0500-0006-000700080009|12345678-1234-5678-90ab-cddeefaabbcc)$/;

type Boot = {readonly bootId?: Located | undefined};

/** Containers on one machine (kind, LXC) share its firmware, and its boot: one of them stands for all. */
const oneOfEachBoot = <V extends Boot>(nodes: readonly NodeView<V>[]): readonly NodeView<V>[] => {
	const seen = new Set<string>();
	return nodes.filter(({view}) => {
		const boot = view.bootId?.value;
		const isFirst = boot === undefined || !seen.has(boot);
		seen.add(boot ?? '');
		return isFirst;
	});
};

/** Ids of the machines of nodes of one cluster. */
export const duplicateProductUuid = defineClusterRule({
	id: 'duplicate-product-uuid',
	title: 'Every node has a product_uuid of its own',
	severity: 'error',
	tier: 1,
	group: 'nodes',
	roles: 'any',
	needs: ['productUuid'],
	uses: [...identityFacts, 'cni'],
	why: 'Kubernetes asks for different ones; Weave takes the name of a peer from it, so that two such machines do not connect.',
	fix: 'Set another UUID for the machine in its hypervisor.',
	commands: ['cat /sys/class/dmi/id/product_uuid'],
	verify: ['cat /sys/class/dmi/id/product_uuid'],
	docs: ['https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/install-kubeadm/'],
	seen: 'never seen live; tested on made-up facts',
	check: (nodes) =>
		distinctNodes(nodes).flatMap((cluster) => {
			const isWeave = cluster.some(({view}) => view.cni?.product === 'weave');
			return sharedValues(oneOfEachBoot(cluster), ({productUuid}) => [
				{value: productUuid.value.toLowerCase(), at: [productUuid.at]},
			]).map(({value, holders}) => ({
				expected: 'a product_uuid of its own for each node',
				actual: `${namesOf(holders.map(({id}) => id))} have the product_uuid ${value}`,
				severity: placeholders.test(value) && !isWeave ? ('warning' as const) : ('error' as const),
				nodes: holders.map(({id}) => id),
				evidence: evidenceOf(holders),
			}));
		}),
});
