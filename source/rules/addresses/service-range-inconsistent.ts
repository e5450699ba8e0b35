import {lastFlag} from '../../model/read-flags.ts';
import {defineRule} from '../../model/rule.ts';
import {parseCidrs} from '../../net/cidr.ts';

const flagName = 'service-cluster-ip-range';

/** --service-cluster-ip-range of kube-apiserver against that of kube-controller-manager. */
export const serviceRangeInconsistent = defineRule({
	id: 'service-range-inconsistent',
	title: 'The control plane has one service range',
	severity: 'error',
	tier: 3,
	group: 'addresses',
	roles: ['control-plane'],
	needs: ['components'],
	enough: ['components'],
	why: 'kube-controller-manager keeps the service range free when it gives nodes their pod ranges. With another one it may give pods addresses of services.',
	fix: 'Set --service-cluster-ip-range in {file} to {range}, on every control-plane node. The API server does not take another range for services that exist.',
	commands: [
		'grep -n service-cluster-ip-range /etc/kubernetes/manifests/*.yaml',
		"sed -i 's#--service-cluster-ip-range=.*#--service-cluster-ip-range={range}#' {file}",
	],
	verify: ['grep -n service-cluster-ip-range /etc/kubernetes/manifests/*.yaml'],
	docs: [
		'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-controller-manager/',
		'https://kubernetes.io/docs/concepts/services-networking/dual-stack/',
	],
	seen: 'live',
	check: ({components}) => {
		const [api, manager] = ['kube-apiserver', 'kube-controller-manager'].map((name) =>
			lastFlag(components[name]?.flags ?? [], flagName),
		);
		if (api === undefined || manager === undefined) {
			return {skip: 'only one of the two components names a service range on this node'};
		}
		const [first, second] = [api, manager].map(({value}) => parseCidrs(value).map(({text}) => text));
		const isSameOrder = first?.join() === second?.join();
		if (isSameOrder) {
			return [];
		}
		const isSameSet = [...(first ?? [])].sort().join() === [...(second ?? [])].sort().join();
		return [
			{
				expected: `${api.value} for both`,
				actual: `kube-apiserver has the service range ${api.value}, kube-controller-manager ${manager.value}`,
				// Only which family comes first differs.
				severity: isSameSet ? ('info' as const) : ('error' as const),
				evidence: [api.at, manager.at],
				values: {range: api.value, file: components['kube-controller-manager']?.manifest?.path ?? manager.at.source},
			},
		];
	},
});
