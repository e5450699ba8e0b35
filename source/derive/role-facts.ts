import type {View} from '../model/rule.ts';

/** The facts that tell the role and the distribution, each where it is known. */
export const roleFacts = [
	'processes',
	'listeners',
	'connections',
	'staticPods',
	'kubernetesFiles',
	'kubeconfigs',
	'kubeletConfig',
	'kubeletVersion',
	'cniConfigs',
	'machine',
	'operatingSystem',
	'units',
] as const;

/** The names of those facts. */
export type RoleFacts = (typeof roleFacts)[number];

/** A node as the search for its role sees it. */
export type RoleView = View<'components', RoleFacts>;
