import {type RangeUse, rangeUse} from '../../derive/reserved-addresses.ts';
import {defineRule, type Violation} from '../../model/rule.ts';

/** Fewer reservations than this are no leak worth a word. */
const few = 30;

const fullness = ({reserved, usable}: RangeUse): number => reserved / Number(usable);

const percent = (use: RangeUse): string => `${Math.floor(fullness(use) * 100)} %`;

const violationOf = (use: RangeUse, pods: number | null): Violation | null => {
	const isLeak = pods !== null && use.reserved > few && use.reserved > 2 * pods;
	if (fullness(use) < 0.9 && !isLeak) {
		return null;
	}
	const isFull = fullness(use) >= 1;
	const state = isFull ? 'no address is free for pods' : `${percent(use)} of the addresses for pods are reserved`;
	const running = pods === null ? '' : `, and ${pods} pod${pods === 1 ? ' has' : 's have'} one`;
	return {
		expected: `free addresses in ${use.range}, and reservations only of pods that run`,
		actual: `${state}: host-local holds ${use.reserved} of ${use.usable} in ${use.range}${running}`,
		severity: isFull ? 'error' : 'warning',
		evidence: [use.at, ...(use.last === null || use.reserved < 2 ? [] : [use.last])],
		values: {network: use.network, range: use.range},
	};
};

/** Files of host-local under /var/lib/cni/networks, one for each address that it gave out. */
export const ipamExhaustion = defineRule({
	id: 'ipam-exhaustion',
	title: 'There are free addresses for new pods',
	severity: 'warning',
	tier: 1,
	group: 'cni',
	roles: ['control-plane', 'worker'],
	needs: ['ipamNetworks', 'cni'],
	uses: ['cniConfigs', 'flannelEnv', 'addressPlan'],
	why: 'New pods fail with "no IP addresses available in range set". Reservations stay behind where a node crashed before the plugin was told to give them back.',
	fix: 'Remove the files of addresses whose container (their first line) does not exist any more; where all are in use the node needs a larger range.',
	commands: ['ls /var/lib/cni/networks/{network}', 'crictl pods -q', 'grep -l <container-id> -r /var/lib/cni/networks'],
	verify: ['ls /var/lib/cni/networks/{network} | wc -l'],
	docs: [
		'https://www.cni.dev/plugins/current/ipam/host-local/',
		'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-controller-manager/',
	],
	seen: 'live',
	check: ({ipamNetworks, cni, cniConfigs, flannelEnv, addressPlan}) => {
		const inUse = cni.winner?.name ?? null;
		const networks = ipamNetworks.filter(({name}) => inUse === null || name === inUse);
		const sources = {cni, cniConfigs, flannelEnv, addressPlan};
		const pods = cni.bridge === null ? null : cni.bridge.ports;
		const uses = networks.flatMap((network) => rangeUse(network, sources));
		const many = networks.find(({reservations}) => reservations.length > few);
		if (many !== undefined && uses.length === 0) {
			return {unknown: `the range of the network ${many.name} is not known`};
		}
		return uses.map((use) => violationOf(use, pods)).filter((violation) => violation !== null);
	},
});
