import {defineRule} from '../../model/rule.ts';

/** Without a role only the rules that hold for every node say something. */
export const roleUndetermined = defineRule({
	id: 'role-undetermined',
	title: 'It can be told what the node is for',
	severity: 'info',
	tier: 1,
	group: 'roles',
	roles: 'any',
	needs: ['role'],
	uses: ['hostname', 'listeners', 'interfaces'],
	why: 'What should listen, run and be reachable depends on the role. Where it is not known, rules about what is missing stay silent.',
	fix: 'Say it with --role, or run kdiag as root on the node itself.',
	commands: ['kdiag report --role worker'],
	verify: [],
	docs: ['https://kubernetes.io/docs/concepts/architecture/'],
	seen: 'never seen live; tested on made-up facts',
	check: ({role, hostname, listeners, interfaces}) => {
		if (role.name !== 'undetermined') {
			return [];
		}
		const seen = hostname?.at ?? listeners?.[0]?.at ?? interfaces?.[0]?.at;
		return [
			{
				expected: 'signs of a control-plane, worker, etcd or load-balancer node',
				actual: 'nothing that was read tells what this node is for',
				evidence: [...role.signs.map((sign) => sign.at), ...(seen === undefined ? [] : [seen])].slice(0, 4),
			},
		];
	},
});
