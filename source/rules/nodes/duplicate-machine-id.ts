import {evidenceOf, namesOf, sharedValues} from '../../derive/compare-values.ts';
import {distinctNodes, identityFacts} from '../../derive/distinct-nodes.ts';
import {defineClusterRule} from '../../model/rule.ts';

/** machine-ids of nodes of one cluster. */
export const duplicateMachineId = defineClusterRule({
	id: 'duplicate-machine-id',
	title: 'Every node has a machine-id of its own',
	severity: 'error',
	tier: 1,
	group: 'nodes',
	roles: 'any',
	needs: ['machineId'],
	uses: identityFacts,
	why: 'The machines are clones of one image: DHCP may give them the same address, and the API server sees the same machineID.',
	fix: 'Make a new id on all but one of them and restart them.',
	commands: ['rm -f /etc/machine-id /var/lib/dbus/machine-id', 'systemd-machine-id-setup', 'reboot'],
	verify: ['cat /etc/machine-id'],
	docs: [
		'https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/install-kubeadm/',
		'https://man7.org/linux/man-pages/man5/machine-id.5.html',
	],
	seen: 'live',
	check: (nodes) =>
		distinctNodes(nodes).flatMap((cluster) =>
			sharedValues(cluster, ({machineId}) =>
				machineId.value === null || machineId.value === '' || machineId.value === 'uninitialized'
					? []
					: [{value: machineId.value, at: [machineId.at]}],
			).map(({value, holders}) => ({
				expected: 'a machine-id of its own for each node',
				actual: `${namesOf(holders.map(({id}) => id))} have the machine-id ${value}`,
				nodes: holders.map(({id}) => id),
				evidence: evidenceOf(holders),
			})),
		),
});
