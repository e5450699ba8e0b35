import type {Route} from '../model/facts/route.ts';
import {defineQuestion} from '../model/question.ts';
import type {View} from '../model/rule.ts';
import {type Cidr, contains, parseCidr} from '../net/cidr.ts';
import {someWords} from './join-words.ts';
import {notOnNode} from './missing.ts';
import {rangesOf} from './planned-ranges.ts';

type Node = View<never, 'routes' | 'nodeAddress' | 'addressPlan' | 'cni'>;

/** Interfaces that lead to other nodes although no gateway is named. */
const overlays = /^(flannel|tunl|vxlan|cilium_(vxlan|geneve|wg)|wireguard|wg-|genev_sys|tun-)/;

const isAway = ({via, device, nextHops}: Route, {nodeAddress, cni}: Node): boolean =>
	via !== null ||
	nextHops.length > 0 ||
	device === null ||
	overlays.test(device) ||
	device === cni?.overlay?.name ||
	nodeAddress?.physical.includes(device) === true;

/** Routes of the main table into pod ranges. */
const podRoutes = ({routes = [], addressPlan}: Node): readonly Route[] => {
	const pods = [...rangesOf(addressPlan, 'cluster-pods'), ...rangesOf(addressPlan, 'node-pods')]
		.map(({cidr}) => parseCidr(cidr))
		.filter((cidr): cidr is Cidr => cidr !== null);
	return routes.filter(({table, type, destination}) => {
		const range = parseCidr(destination);
		return table === 'main' && type === 'unicast' && range !== null && pods.some((pod) => contains(pod, range));
	});
};

const text = ({destination, device}: Route): string => `${destination} (${device ?? 'several links'})`;

/** Which pod addresses are on this node and which are behind others, by the routes. */
export const localPods = defineQuestion({
	number: 39,
	id: 'local-pods',
	question: 'Which pod addresses are local to this node?',
	uses: ['routes', 'nodeAddress', 'addressPlan', 'cni', 'role'],
	commands: ['ip route get POD_IP', 'ip route'],
	answer: (node, isWhole) => {
		const routes = podRoutes(node);
		const local = routes.filter((route) => !isAway(route, node));
		const away = routes.filter((route) => isAway(route, node));
		if (local.length === 0 && (away.length === 0 || !isWhole('routes'))) {
			return notOnNode(node.role, 'route to pods', 'ip route');
		}
		const texts = [
			local.length === 0
				? 'No pod address is local: no route leads to pods of this node'
				: `Local are ${someWords(local.map(text))}`,
			...(away.length === 0 ? [] : [`on other nodes are ${someWords(away.map(text))}`]),
		];
		return {
			answer: `${texts.join('; ')}.`,
			values: local.map(({destination}) => destination),
			evidence: [...local, ...away].slice(0, 40).map(({at}) => at),
		};
	},
});
