import type {CniBinary} from '../../model/facts/cni.ts';
import {defineRule} from '../../model/rule.ts';

/** Every program that the network configuration calls: plugins, their IPAM and their delegates. */
export const pluginBinaryMissing = defineRule({
	id: 'plugin-binary-missing',
	title: 'Every network plugin that is configured is installed',
	severity: 'error',
	tier: 1,
	group: 'cni',
	roles: ['control-plane', 'worker'],
	needs: ['cni', 'cniBinaries'],
	why: 'The runtime cannot find the plugin, and every new pod stays in ContainerCreating.',
	fix: 'Install the program {plugin} for this architecture into {directory}: it comes with the network add-on, or with the package containernetworking-plugins.',
	commands: ['ls -l {directory}/{plugin}'],
	verify: ['ls -l {directory}/{plugin}'],
	docs: [
		'https://www.cni.dev/plugins/current/',
		'https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/network-plugins/',
	],
	seen: 'live',
	check: ({cni, cniBinaries}) => {
		if (cni.winner === null) {
			return {skip: 'there is no network configuration'};
		}
		const folders = cniBinaries.directories.join(', ');
		const listing = {source: `ls -l ${cniBinaries.directories[0]}`, line: 1};
		const binaryOf = (type: string): CniBinary | undefined => cniBinaries.binaries.find(({name}) => name === type);
		const violations = cni.plugins
			.filter(({binary}) => binary === 'missing' || binary === 'not-executable')
			.map(({type, binary, at}) => ({
				expected: `an executable ${type} in ${folders}`,
				actual:
					binary === 'missing'
						? `the network plugin ${type} is missing from ${folders}`
						: `the network plugin ${type} is not executable`,
				evidence: [at, binaryOf(type)?.at ?? listing],
				values: {plugin: type, directory: binaryOf(type)?.directory ?? cniBinaries.directories[0] ?? ''},
				...(binary === 'missing' ? {} : {commands: ['chmod +x {directory}/{plugin}']}),
			}));
		const unseen = cni.plugins.find(({binary}) => binary === 'unknown');
		return violations.length === 0 && unseen !== undefined
			? {unknown: `it is not known whether ${unseen.type} is in ${folders}`, remedy: `ls -l ${folders}`}
			: violations;
	},
});
