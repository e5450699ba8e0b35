import {deviceOf, isDefaultRoute} from '../../derive/route-parts.ts';
import type {Route} from '../../model/facts/route.ts';
import {defineRule} from '../../model/rule.ts';

/** A default route of one device; multipath ones are meant, and routers announce those of IPv6 with a preference of their own. */
const counts = (route: Route): boolean =>
	isDefaultRoute(route) &&
	route.table === 'main' &&
	route.type === 'unicast' &&
	route.nextHops.length === 0 &&
	route.protocol !== 'ra' &&
	deviceOf(route) !== null;

/** Default routes that only their order tells apart. */
export const multipleDefaultSameMetric = defineRule({
	id: 'multiple-default-same-metric',
	title: 'One default route is preferred',
	severity: 'warning',
	tier: 3,
	group: 'routes',
	roles: 'any',
	needs: ['routes'],
	why: 'Which of them is used depends on the order in which they were made, and so does the address that kubelet, kube-apiserver and flannel take. It changes after a link was down.',
	fix: 'Careful: this can cut your SSH session. Give the route that is not meant a higher metric in its network configuration (NetworkManager: ipv4.never-default).',
	commands: [
		'ip route show default',
		'ip route del default dev {second}',
		'ip route add default via {gateway} dev {second} metric 200',
	],
	verify: ['ip route show default'],
	docs: ['https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/install-kubeadm/'],
	seen: 'live',
	check: ({routes}) => {
		const groups = Map.groupBy(routes.filter(counts), ({family, metric}) => `${family} ${metric ?? 0}`);
		return [...groups.values()]
			.filter((list) => new Set(list.map(deviceOf)).size > 1)
			.map((list) => {
				const [first, second] = list;
				const devices = list.map((route) => `${deviceOf(route)}${route.via === null ? '' : ` (${route.via})`}`);
				return {
					expected: 'default routes with different metrics',
					actual: `${list.length} default routes have metric ${first?.metric ?? 0}: ${devices.join(', ')}`,
					evidence: list.slice(0, 4).map(({at}) => at),
					values: {
						second: (second === undefined ? null : deviceOf(second)) ?? '',
						...(second?.via == null ? {} : {gateway: second.via}),
					},
				};
			});
	},
});
