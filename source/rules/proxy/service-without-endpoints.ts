import type {Service} from '../../model/conclusions.ts';
import {defineRule} from '../../model/rule.ts';

/** Services without which nothing else works. */
const essential = ['default/kubernetes', 'kube-system/kube-dns'];

/**
 * Nobody is behind it. A service that keeps endpoints elsewhere is well here: with a local policy it is dropped on nodes without a pod of its own,
 * and what kube-proxy refuses it says in the step.
 */
const isEmpty = ({refused, endpoints, steps}: Service): boolean =>
	refused.length > 0 && endpoints.length === 0 && !steps.some(({text}) => text.includes('is dropped'));

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
	seen: 'live',
	check: ({services}) => {
		const empty = services.filter(isEmpty);
		const isMany = empty.length > 1 && empty.length > services.length / 5;
		return empty.map((service) => {
			const [namespace = '', rest = ''] = (service.name ?? '').split('/');
			const name = rest.split(':')[0] ?? '';
			const isEssential = essential.includes(`${namespace}/${name}`);
			return {
				expected: 'an endpoint for each service',
				actual: `${service.name ?? `${service.clusterIp ?? 'node port'}:${service.port ?? service.nodePort}`} has no endpoints`,
				severity: isEssential ? ('error' as const) : isMany ? ('warning' as const) : ('info' as const),
				evidence: service.refused.slice(0, 2),
				values: service.name === null ? {} : {namespace, name},
			};
		});
	},
});
