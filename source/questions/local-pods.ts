import {isEngineBridge} from '../derive/container-interface.ts';
import type {Route} from '../model/facts/route.ts';
import {defineQuestion} from '../model/question.ts';
import type {View} from '../model/rule.ts';
import {type Cidr, contains, containsAddress, parseCidr} from '../net/cidr.ts';
import {someWords} from './join-words.ts';
import {notOnNode} from './missing.ts';
import {rangesOf} from './planned-ranges.ts';

type Node = View<never, 'routes' | 'nodeAddress' | 'addressPlan' | 'cni'>;

/** Interfaces that lead to other nodes although no gateway is named. */
const overlays = /^(flannel|tunl|vxlan|cilium_(vxlan|geneve|wg)|wireguard|wg-|genev_sys|tun-)/;

/** The address of an overlay's own interface, which is no pod's. */
const isOverlayAddress = ({via, device, destination}: Route): boolean =>
	via === null && device !== null && overlays.test(device) && /\/(32|128)$/.test(destination);

/** Cilium's route to its own pods has cilium_host's address as gateway, which lies in the range itself. */
const isCiliumLocal = ({via, device, destination}: Route): boolean => {
	const range = parseCidr(destination);
	return device === 'cilium_host' && via !== null && range !== null && containsAddress(range, via);
};

const isAway = ({via, device, nextHops}: Route, {nodeAddress, cni}: Node): boolean =>
	via !== null ||
	nextHops.length > 0 ||
	device === null ||
	overlays.test(device) ||
	device === cni?.overlay?.name ||
	nodeAddress?.physical.includes(device) === true;

/** Routes of the main table into pod ranges. */
const podRoutes = ({routes = [], addressPlan, cni}: Node): readonly Route[] => {
	const pods = [...rangesOf(addressPlan, 'cluster-pods'), ...rangesOf(addressPlan, 'node-pods')]
		.map(({cidr}) => parseCidr(cidr))
		.filter((cidr): cidr is Cidr => cidr !== null);
	return routes.filter((route) => {
		const range = parseCidr(route.destination);
		const isEngine = route.device !== null && isEngineBridge(route.device) && route.device !== cni?.bridge?.name;
		const isUsed = route.table === 'main' && route.type === 'unicast' && !isOverlayAddress(route) && !isEngine;
		return isUsed && range !== null && pods.some((pod) => contains(pod, range));
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
		const local = routes.filter((route) => isCiliumLocal(route) || !isAway(route, node));
		const here = new Set(local);
		const away = routes.filter((route) => !here.has(route));
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
