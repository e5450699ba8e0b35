import {layouts} from '../layouts/index.ts';
import {defineDerivation} from '../model/derivation.ts';
import type {Distribution, Layout, Role} from '../model/layout.ts';

const find = (distribution: Distribution, role: Role): Layout | undefined =>
	layouts.find((layout) => layout.distribution === distribution && layout.role === role);

/** The layout of a role; where the distribution has none for it, the one of an unknown distribution. */
const layoutOf = (distribution: Distribution, role: Role): Layout | undefined =>
	role === 'load-balancer' ? find('none', role) : (find(distribution, role) ?? find('unknown', role));

/** A control plane with etcd elsewhere has none of its listeners. */
const withoutEtcd = (layout: Layout): Layout => ({
	...layout,
	listeners: layout.listeners.filter((listener) => listener.component !== 'etcd'),
});

/** What should be on the node. */
export const layout = defineDerivation({
	conclusion: 'layout',
	title: 'Expected layout',
	needs: ['role'],
	uses: [],
	derive: ({role}) => {
		const [first] = role.roles;
		const chosen = first === undefined ? undefined : layoutOf(role.distribution, first);
		if (chosen === undefined) {
			return {
				unavailable:
					role.name === 'none' ? 'the machine is not part of a cluster' : 'the role of the node is not known',
				remedy: role.name === 'none' ? null : 'name it with --role',
			};
		}
		return first === 'control-plane' && !role.roles.includes('etcd') ? withoutEtcd(chosen) : chosen;
	},
});
