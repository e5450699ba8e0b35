import {evidenceOf, namesOf, sharedValues} from '../../derive/compare-values.ts';
import {distinctNodes, identityFacts} from '../../derive/distinct-nodes.ts';
import type {Facts} from '../../model/facts.ts';
import {defineClusterRule} from '../../model/rule.ts';

type Names = {readonly hostname: Facts['hostname']; readonly kubeletConfig?: Facts['kubeletConfig'] | undefined};

/** The name that a node goes by: its hostname, unless kubelet is told another. */
const nameOf = ({hostname, kubeletConfig}: Names): string =>
	(kubeletConfig?.hostnameOverride.value || hostname.value).toLowerCase();

/** Names of nodes of one cluster. */
export const duplicateHostname = defineClusterRule({
	id: 'duplicate-hostname',
	title: 'Every node has a name of its own',
	severity: 'error',
	tier: 1,
	group: 'nodes',
	roles: 'any',
	needs: ['hostname'],
	uses: [...identityFacts, 'kubeletConfig'],
	why: 'Nodes of one name overwrite each other: one Node object, one Lease, and pods that are started on either.',
	fix: 'Give one of them another name, take it out of the cluster and join it anew.',
	commands: ['hostnamectl set-hostname NEW-NAME', 'kubeadm reset', 'kubeadm join …'],
	verify: ['hostname', 'kubectl get nodes'],
	docs: ['https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/install-kubeadm/'],
	seen: 'live',
	check: (nodes) =>
		distinctNodes(nodes).flatMap((cluster) =>
			sharedValues(cluster, (view) => [
				{value: nameOf(view), at: [view.hostname.at, ...(view.machineId === undefined ? [] : [view.machineId.at])]},
			]).map(({value, holders}) => ({
				expected: 'a name of its own for each node',
				actual: `${holders.length} machines are called ${value}: ${namesOf(holders.map(({id}) => id))}`,
				nodes: holders.map(({id}) => id),
				evidence: evidenceOf(holders, 3),
			})),
		),
});
