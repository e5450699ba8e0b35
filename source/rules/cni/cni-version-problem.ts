import {defineRule} from '../../model/rule.ts';

/** The newest version of the specification (https://www.cni.dev/docs/spec/). */
const newest = [1, 1, 0] as const;

const isAtLeast = (version: readonly number[], least: readonly number[]): boolean => {
	const index = least.findIndex((part, i) => part !== (version[i] ?? 0));
	return index < 0 || (version[index] ?? 0) > (least[index] ?? 0);
};

const problemOf = (text: string | null, isList: boolean): string | null => {
	if (text === null || text === '') {
		return 'has no cniVersion: it is read as 0.1.0';
	}
	if (!/^\d+\.\d+\.\d+$/.test(text)) {
		return `has cniVersion ${text}, which is no version`;
	}
	const version = text.split('.').map(Number);
	if (isAtLeast(version, newest) && version.some((part, index) => part !== newest[index])) {
		return `has cniVersion ${text}, newer than ${newest.join('.')}`;
	}
	return !isList && isAtLeast(version, [1, 0, 0])
		? `is a single plugin of cniVersion ${text}: since 1.0.0 there are only lists`
		: null;
};

/** cniVersion of the network configuration in use. */
export const cniVersionProblem = defineRule({
	id: 'cni-version-problem',
	title: 'The network configuration has a version that plugins know',
	severity: 'warning',
	tier: 2,
	group: 'cni',
	roles: ['control-plane', 'worker'],
	needs: ['cniConfigs'],
	why: 'Plugins that do not know the version refuse to work: "incompatible CNI versions", and no new pod starts.',
	fix: 'Write "cniVersion" with a version that the plugins know into {file}, 0.3.1 to 1.0.0 for most; a single plugin of 1.0.0 belongs in a list in a .conflist file.',
	commands: ['grep -n cniVersion {file}'],
	verify: ['grep -n cniVersion {file}'],
	docs: [
		'https://www.cni.dev/docs/spec/',
		'https://kubernetes.io/docs/tasks/administer-cluster/migrating-from-dockershim/troubleshooting-cni-plugin-related-errors/',
	],
	seen: 'live',
	check: ({cniConfigs}) => {
		const [winner] = cniConfigs.files;
		if (winner === undefined || winner.problems.length > 0) {
			return {
				skip: winner === undefined ? 'there is no network configuration' : 'the network configuration is invalid',
			};
		}
		const problem = problemOf(winner.cniVersion, winner.isList);
		return problem === null
			? []
			: [
					{
						expected: `a cniVersion from 0.3.1 to ${newest.join('.')}`,
						actual: `${winner.file} ${problem}`,
						evidence: [winner.at, ...winner.plugins.slice(0, 1).map(({at}) => at)],
						values: {file: winner.path},
					},
				];
	},
});
