import {bestRoute} from '../../derive/best-route.ts';
import {endpointsOf} from '../../derive/endpoints-of.ts';
import {isDefaultRoute} from '../../derive/route-parts.ts';
import type {HostsEntry} from '../../model/facts/host.ts';
import type {Interface} from '../../model/facts/interface.ts';
import type {Kubeconfig} from '../../model/facts/kubernetes.ts';
import type {PolicyRule, Route} from '../../model/facts/route.ts';
import {defineRule} from '../../model/rule.ts';
import {parseAddress} from '../../net/address.ts';

const isDefault = (route: Route, family: 4 | 6): boolean =>
	route.family === family && route.type === 'unicast' && isDefaultRoute(route);

/** Whether a rule sends what is not marked to a table with a default route. VPNs negate their own mark. */
const leadsOut = (rule: PolicyRule, routes: readonly Route[], family: 4 | 6): boolean =>
	rule.family === family &&
	rule.action === 'lookup' &&
	rule.from === 'all' &&
	rule.to === 'all' &&
	rule.inputDevice === null &&
	(rule.mark === null || rule.negated) &&
	routes.some((route) => route.table === rule.table && isDefault(route, family));

/** The address of the API server in kubelet's kubeconfig, looked up in /etc/hosts where it is a name. Undefined where it is not known. */
const apiserver = (kubeconfigs: readonly Kubeconfig[], hosts: readonly HostsEntry[]): string | undefined => {
	const file = kubeconfigs.find((each) => each.path.endsWith('kubelet.conf')) ?? kubeconfigs[0];
	const [endpoint] = endpointsOf(file?.server ?? '');
	return endpoint === undefined || parseAddress(endpoint.host) !== null
		? endpoint?.host
		: hosts.find((entry) => entry.names.includes(endpoint.host))?.address;
};

const isReached = (address: string, routes: readonly Route[], interfaces: readonly Interface[]): boolean =>
	interfaces.some((link) => link.addresses.some((own) => own.address === address)) ||
	bestRoute(routes, address)?.type === 'unicast';

/** The default route of the node's own family. */
export const noDefaultRoute = defineRule({
	id: 'no-default-route',
	title: 'There is a default route',
	severity: 'error',
	tier: 1,
	group: 'routes',
	roles: 'any',
	needs: ['routes'],
	whole: ['routes'],
	uses: ['policyRules', 'nodeAddress', 'kubeconfigs', 'hostsFile', 'interfaces'],
	why: 'kubelet, kube-apiserver and flannel take their address from the default route, and without one images and anything outside the node network are out of reach.',
	fix: 'Add the route to your gateway and to the network configuration that should have made it. Without a gateway, name addresses with --node-ip, --apiserver-advertise-address and --iface of flannel.',
	commands: ['ip route add default via GATEWAY dev {device}'],
	verify: ['ip route show default'],
	docs: [
		'https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/install-kubeadm/',
		'https://github.com/flannel-io/flannel/tree/master/Documentation',
	],
	seen: 'live',
	check: ({routes, policyRules, nodeAddress, kubeconfigs, hostsFile, interfaces}) => {
		const [own] = nodeAddress?.addresses ?? [];
		const family = own?.family ?? 4;
		if (routes.some((route) => route.table === 'main' && isDefault(route, family))) {
			return [];
		}
		const elsewhere = routes.find((route) => route.table !== 'main' && isDefault(route, family));
		if (elsewhere !== undefined && policyRules === undefined) {
			return {unknown: `it is not known whether table ${elsewhere.table}, which has a default route, is asked`};
		}
		if (policyRules?.some((rule) => leadsOut(rule, routes, family)) === true) {
			return [];
		}
		const server = apiserver(kubeconfigs ?? [], hostsFile ?? []);
		const isCut = server !== undefined && interfaces !== undefined && !isReached(server, routes, interfaces);
		const shown = routes.find((route) => route.table === 'main' && route.family === family) ?? routes[0];
		return [
			{
				expected: `a default route for IPv${family}`,
				actual: `there is no default route${isCut ? `, and no route to the API server ${server}` : ''}`,
				severity: isCut ? ('error' as const) : ('warning' as const),
				evidence: [shown?.at, own?.at].filter((at) => at !== undefined),
				values: own === undefined ? {} : {device: own.interface},
			},
		];
	},
});
