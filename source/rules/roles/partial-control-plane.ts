import type {Component, Components} from '../../model/conclusions.ts';
import {defineRule} from '../../model/rule.ts';

const parts = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];

/** Distributions that run the control plane inside one process or split it on purpose. */
const wholeInOne = new Set(['k3s', 'microk8s', 'eks', 'gke', 'aks']);

const isThere = (component: Component | undefined): boolean =>
	component !== undefined && (component.manifest !== null || component.processes.length > 0);

const placeOf = (components: Components, name: string) =>
	components[name]?.manifest?.at ?? components[name]?.processes[0]?.at;

/** kubeadm's control plane is API server, controller-manager and scheduler together. */
export const partialControlPlane = defineRule({
	id: 'partial-control-plane',
	title: 'The control plane of the node is complete',
	severity: 'error',
	tier: 1,
	group: 'roles',
	roles: ['control-plane'],
	needs: ['components', 'staticPods', 'processes', 'role'],
	whole: ['staticPods', 'processes'],
	why: 'Somebody moved a manifest away, or an upgrade stopped halfway: what the missing part does is not done by this node.',
	fix: 'Put the manifest of {missing} back into {directory}; kubeadm keeps old ones under /etc/kubernetes/tmp and can write a new one.',
	commands: ['ls -d /etc/kubernetes/*.yaml /etc/kubernetes/tmp/*', 'kubeadm init phase control-plane {phase}'],
	verify: ['ls {directory}'],
	docs: [
		'https://kubernetes.io/docs/reference/setup-tools/kubeadm/kubeadm-init-phase/',
		'https://kubernetes.io/docs/tasks/configure-pod-container/static-pod/',
	],
	seen: 'live',
	check: ({components, staticPods, role}) => {
		if (wholeInOne.has(role.distribution)) {
			return {skip: `${role.distribution} does not run the parts of the control plane one by one`};
		}
		const missing = parts.filter((name) => !isThere(components[name]));
		if (missing.length === 0 || missing.length === parts.length) {
			return [];
		}
		const present = parts.filter((name) => !missing.includes(name));
		return missing.map((name) => ({
			expected: `${parts.join(', ')}`,
			actual: `${name} is missing: no manifest in ${staticPods.directory}, no process`,
			evidence: present.map((other) => placeOf(components, other)).filter((at) => at !== undefined),
			values: {missing: missing.join(', '), directory: staticPods.directory, phase: name.replace('kube-', '')},
		}));
	},
});
