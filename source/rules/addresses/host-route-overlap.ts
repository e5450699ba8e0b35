import {deleteRoute} from '../../derive/delete-route.ts';
import {samePlace} from '../../derive/same-place.ts';
import type {PlannedRange} from '../../model/conclusions.ts';
import {defineRule} from '../../model/rule.ts';
import {parseCidr} from '../../net/cidr.ts';

const isRoute = (range: PlannedRange): boolean => range.kind === 'route';

/** Routes that no network add-on made against pod and service ranges. */
export const hostRouteOverlap = defineRule({
	id: 'host-route-overlap',
	title: 'No foreign route leads into pod or service ranges',
	severity: 'warning',
	tier: 2,
	group: 'addresses',
	roles: ['control-plane', 'worker'],
	needs: ['addressPlan', 'routes'],
	why: 'A VPN, a static route or a virtual network takes the traffic of pods or services, or the cluster takes theirs.',
	fix: 'Careful: this cuts your SSH session if it comes over that route. Take the route out, and what makes it again (split tunnel of the VPN, static routes, an address of the node), or choose other ranges for the cluster.',
	commands: ['ip route show table all | grep {route}'],
	verify: ['ip route show table all'],
	docs: ['https://kubernetes.io/docs/concepts/cluster-administration/networking/'],
	seen: 'live',
	check: ({addressPlan, routes}) =>
		addressPlan.overlaps
			.filter(({first, second}) => isRoute(first) !== isRoute(second))
			.map(({first, second}) => (isRoute(first) ? {route: first, range: second} : {route: second, range: first}))
			.filter(({range}) => ['cluster-pods', 'node-pods', 'services'].includes(range.kind))
			.map(({route, range}) => {
				const isNarrower = (parseCidr(route.cidr)?.prefix ?? 0) > (parseCidr(range.cidr)?.prefix ?? 0);
				// Services are translated before routing: a route into their range matters to eBPF modes only.
				const isStolen = isNarrower && range.kind !== 'services';
				const own = routes.find(({at}) => samePlace(at, route.at));
				const deletion = own === undefined ? null : deleteRoute(own);
				return {
					expected: `no route into ${range.cidr} (${range.owner})`,
					actual: `the route ${route.cidr} (${route.owner}) leads into ${range.cidr} (${range.owner})`,
					severity: isStolen ? ('error' as const) : ('warning' as const),
					evidence: [route.at, range.at],
					values: {route: route.cidr, ...deletion?.values},
					...(deletion === null ? {} : {commands: [deletion.command]}),
				};
			}),
});
