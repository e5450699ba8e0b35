import {evidenceOf, type NodeValue, namesOf, sharedValues} from '../../derive/compare-values.ts';
import {distinctNodes, identityFacts} from '../../derive/distinct-nodes.ts';
import type {NodeAddress} from '../../model/conclusions.ts';
import type {Interface} from '../../model/facts/interface.ts';
import type {Place} from '../../model/place.ts';
import {defineClusterRule} from '../../model/rule.ts';

/** Hardware addresses that are on many machines by design: none, VRRP's, Calico's, and those that fail to be one. */
const shared = /^(00:00:00:00:00:00|00:00:5e:00:0[12]:..|ee:ee:ee:ee:ee:ee|ff:ff:ff:ff:ff:ff)$/i;

/** `ip` shows the hardware address on the line below the interface's name. */
const macPlaces = ({at}: Interface): readonly Place[] =>
	/^ip .*\b(addr|link)\b/.test(at.source) && !/ -(o|br|j)\b/.test(at.source) && at.path === undefined
		? [at, {...at, line: at.line + 1}]
		: [at];

const macsOf = (interfaces: readonly Interface[], {physical}: NodeAddress): readonly NodeValue[] =>
	interfaces
		.filter(({name, mac}) => physical.includes(name) && mac !== null && mac.length === 17 && !shared.test(mac))
		.map((link) => ({value: (link.mac ?? '').toLowerCase(), at: macPlaces(link)}));

/** Hardware addresses of nodes of one cluster. */
export const duplicateMac = defineClusterRule({
	id: 'duplicate-mac',
	title: 'Every network card has a MAC address of its own',
	severity: 'error',
	tier: 1,
	group: 'nodes',
	roles: 'any',
	needs: ['interfaces', 'nodeAddress'],
	uses: identityFacts,
	why: 'The switch sends what is for one machine now to one and now to the other.',
	fix: 'Give one of them another MAC address in the hypervisor.',
	commands: ['ip link show'],
	verify: ['ip link show'],
	docs: ['https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/install-kubeadm/'],
	seen: 'live',
	check: (nodes) =>
		distinctNodes(nodes).flatMap((cluster) =>
			sharedValues(cluster, ({interfaces, nodeAddress}) => macsOf(interfaces, nodeAddress)).map(({value, holders}) => ({
				expected: 'a MAC address of its own for each network card',
				actual: `${namesOf(holders.map(({id}) => id))} have a network card with the MAC address ${value}`,
				nodes: holders.map(({id}) => id),
				evidence: evidenceOf(holders, 3),
			})),
		),
});
