import {defineRule} from '../../model/rule.ts';

/** What root, a missing tool or more time would add. */
export const limitedEvidence = defineRule({
	id: 'limited-evidence',
	title: 'Everything that kdiag looks at could be read',
	severity: 'info',
	tier: 1,
	group: 'roles',
	roles: 'any',
	needs: ['gaps'],
	uses: ['user', 'hostname'],
	why: 'Rules that rest on what could not be read are unknown, and unknown is not the same as healthy.',
	fix: 'Run kdiag again with what is missing: {remedies}.',
	commands: [],
	verify: [],
	docs: ['https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/install-kubeadm/'],
	seen: 'never seen live; tested on made-up facts',
	check: ({gaps, user, hostname}) => {
		const at = user?.at ?? hostname?.at;
		return gaps.length === 0
			? []
			: [
					{
						expected: 'all facts are known',
						actual: `could not read ${gaps.map((gap) => `${gap.fact} (${gap.reason})`).join(', ')}`,
						evidence: at === undefined ? [] : [at],
						values: {remedies: [...new Set(gaps.map((gap) => gap.remedy))].join('; ')},
					},
				];
	},
});
