import * as z from 'zod';

const port = z.int().min(1).max(65_535);

/** A file of layouts: what should listen on nodes of one distribution and role, besides or instead of what kdiag knows. */
export const layoutFileSchema = z.strictObject({
	layouts: z
		.array(
			z.strictObject({
				/** A known distribution; every one where not given. */
				distribution: z
					.enum(['kubeadm', 'k3s', 'rke2', 'microk8s', 'kind', 'eks', 'gke', 'aks', 'talos', 'none', 'unknown'])
					.optional(),
				role: z.enum(['control-plane', 'worker', 'etcd', 'load-balancer']),
				listeners: z.array(
					z.strictObject({
						component: z.string().min(1),
						port,
						protocol: z.enum(['tcp', 'udp']).default('tcp'),
						purpose: z.string().min(1).optional(),
						/** Programs that may own it; the component's name where not given. */
						owners: z.array(z.string().min(1)).min(1).optional(),
						scope: z.enum(['any', 'node', 'loopback']).default('any'),
						requirement: z.enum(['required', 'optional', 'unwanted']).default('required'),
						clients: z.array(z.enum(['nodes', 'control-plane', 'etcd', 'load-balancers', 'everyone'])).default([]),
					}),
				),
			}),
		)
		.min(1),
});

/** A layout of the user's. */
export type LayoutChange = z.infer<typeof layoutFileSchema>['layouts'][number];
