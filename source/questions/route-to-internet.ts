import {bestRoute} from '../derive/best-route.ts';
import type {PolicyRule, Route} from '../model/facts/route.ts';
import {defineQuestion} from '../model/question.ts';
import {notKnown} from './missing.ts';

/** An address of the internet that everybody types (a public DNS server). */
const target = '8.8.8.8';

/** Tables that a packet of the node itself looks in, in their order; rules for marks, sources and interfaces are not for it. */
const tablesOf = (rules: readonly PolicyRule[] | undefined): readonly string[] => {
	const tables = (rules ?? [])
		.filter(({family, action, from, to}) => family === 4 && action === 'lookup' && from === 'all' && to === 'all')
		.filter(({negated, mark, inputDevice, outputDevice, rest}) =>
			[!negated, mark === null, inputDevice === null, outputDevice === null, rest.length === 0].every(Boolean),
		)
		.flatMap(({table}) => table ?? []);
	return tables.length > 0 ? tables : ['main'];
};

const findRoute = (routes: readonly Route[], tables: readonly string[]): Route | null => {
	for (const table of tables) {
		const route = bestRoute(routes, target, table);
		if (route !== null && route.type !== 'throw') {
			return route;
		}
	}
	return null;
};

/** The route that a packet to the internet takes. */
export const routeToInternet = defineQuestion({
	number: 5,
	id: 'route-to-internet',
	question: 'Which route would a ping to google.com take?',
	uses: ['routes', 'policyRules', 'nodeAddress'],
	commands: ['ip route get 8.8.8.8'],
	answer: ({routes, policyRules, nodeAddress}, isWhole) => {
		if (routes === undefined) {
			return notKnown('The routes are', 'ip route', 'ip route get 8.8.8.8');
		}
		const route = findRoute(routes, tablesOf(policyRules));
		if (route === null || route.type !== 'unicast') {
			return isWhole('routes') || route !== null
				? {answer: `No route leads to ${target}.`, values: [], evidence: route === null ? [] : [route.at]}
				: notKnown(`The route to ${target} is`, 'ip route');
		}
		const via = route.via ?? route.nextHops[0]?.via ?? null;
		const device = route.device ?? route.nextHops[0]?.device ?? null;
		const held = nodeAddress?.addresses.find((one) => one.family === 4 && one.interface === device)?.address;
		const source = route.source ?? held ?? null;
		const text = [
			`${target} is reached`,
			...(device === null ? [] : [`through ${device}`]),
			...(via === null ? [] : [`by the gateway ${via}`]),
			...(source === null ? [] : [`with the source address ${source}`]),
		];
		return {
			answer: `${text.join(' ')}.`,
			values: [via, device, source].filter((value) => value !== null),
			evidence: [route.at],
		};
	},
});
