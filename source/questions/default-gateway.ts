import type {Route} from '../model/facts/route.ts';
import {defineQuestion} from '../model/question.ts';
import {notKnown} from './missing.ts';

const isDefault = ({destination, type}: Route): boolean =>
	type === 'unicast' && (destination === '0.0.0.0/0' || destination === '::/0');

type Hop = {readonly via: string | null; readonly device: string | null};

const hopsOf = ({via, device, nextHops}: Route): readonly Hop[] => (nextHops.length > 0 ? nextHops : [{via, device}]);

const hopText = ({via, device}: Hop): string =>
	[via ?? 'no gateway', ...(device === null ? [] : [`through ${device}`])].join(' ');

const routeText = (route: Route): string => {
	const hops = hopsOf(route).map(hopText).join(' or ');
	return `${hops}${route.metric === null || route.metric === 0 ? '' : ` (metric ${route.metric})`}`;
};

/** IPv4 first, then the lowest metric, which wins. */
const inOrder = (a: Route, b: Route): number => a.family - b.family || (a.metric ?? 0) - (b.metric ?? 0);

/** Tables other than the main one that have a default route of their own. */
const otherTables = (routes: readonly Route[]): readonly string[] => [
	...new Set(routes.filter((route) => isDefault(route) && route.table !== 'main').map(({table}) => table)),
];

/** The default gateway: every default route of the main table, the preferred one first. */
export const defaultGateway = defineQuestion({
	number: 4,
	id: 'default-gateway',
	question: "What is the node's default gateway?",
	uses: ['routes'],
	commands: ['ip route show default', 'ip -6 route show default'],
	answer: ({routes}, isWhole) => {
		if (routes === undefined) {
			return notKnown('The routes are', 'ip route');
		}
		const defaults = routes.filter((route) => isDefault(route) && route.table === 'main').sort(inOrder);
		const others = otherTables(routes);
		const beside = others.length === 0 ? '' : `; table ${others.join(', ')} has a default route of its own`;
		if (defaults.length === 0) {
			return isWhole('routes')
				? {answer: `There is no default route${beside}.`, values: [], evidence: []}
				: notKnown('The default route is', 'ip route');
		}
		const values = defaults.flatMap(hopsOf).flatMap(({via, device}) => [via, device]);
		const texts = ([4, 6] as const).flatMap((family) => {
			const own = defaults.filter((route) => route.family === family).map(routeText);
			return own.length === 0 ? [] : `${family === 6 ? 'for IPv6 ' : ''}${own.join(', then ')}`;
		});
		return {
			answer: `The default gateway is ${texts.join('; ')}${beside}.`,
			values: [...new Set(values.filter((value) => value !== null))],
			evidence: defaults.map(({at}) => at),
		};
	},
});
