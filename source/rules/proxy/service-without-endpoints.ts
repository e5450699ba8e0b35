import {defineRule} from '../../model/rule.ts';

/** Services without which nothing else works. */
const essential = ['default/kubernetes', 'kube-system/kube-dns'];

/** Services that kube-proxy refuses because no pod is behind them. */
export const serviceWithoutEndpoints = defineRule({
	id: 'service-without-endpoints',
	title: 'Every service has an endpoint',
	severity: 'info',
	tier: 1,
	group: 'proxy',
	roles: ['control-plane', 'worker'],
	needs: ['services'],
	uses: ['role'],
	why: 'Clients get "connection refused". Scaled-down workloads and services with local policy look the same on purpose.',
	fix: 'Compare the selector of the service with the labels of its pods, and see whether the pods are ready.',
	commands: ['kubectl -n {namespace} get endpointslices -l kubernetes.io/service-name={name}'],
	verify: ['kubectl -n {namespace} get endpointslices -l kubernetes.io/service-name={name}'],
	docs: ['https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/'],
	check: ({services}) => {
		// A service that keeps endpoints elsewhere (local policy) is refused here and is well.
		const empty = services.filter((service) => service.refused.length > 0 && service.endpoints.length === 0);
		return empty.map((service) => {
			const [namespace = '', rest = ''] = (service.name ?? '').split('/');
			const name = rest.split(':')[0] ?? '';
			const isEssential = essential.includes(`${namespace}/${name}`);
			const isMany = empty.length > 5 && empty.length > services.length / 5;
			return {
				expected: 'an endpoint for each service',
				actual: `${service.name ?? service.clusterIp} has no endpoints`,
				severity: isEssential ? ('error' as const) : isMany ? ('warning' as const) : ('info' as const),
				evidence: service.refused.slice(0, 2),
				values: {namespace, name},
			};
		});
	},
});
