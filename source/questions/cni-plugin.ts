import {defineQuestion} from '../model/question.ts';
import {joinWords} from './join-words.ts';
import {notOnNode} from './missing.ts';

/** The CNI plugin in use: what the first configuration file says, and the agent that runs. */
export const cniPlugin = defineQuestion({
	number: 10,
	id: 'cni-plugin',
	question: 'Which CNI plugin is in use?',
	uses: ['cni', 'cniConfigs', 'role'],
	commands: ['ls /etc/cni/net.d', 'cat /etc/cni/net.d/*.conflist'],
	answer: ({cni, cniConfigs, role}, isWhole) => {
		const winner = cniConfigs?.files.find(({path}) => path === cni?.winner?.path);
		if (cni === undefined || (winner === undefined && cni.product === null)) {
			if (cniConfigs === undefined || !isWhole('cniConfigs')) {
				return notOnNode(role, 'CNI configuration', 'ls /etc/cni/net.d', 'cat /etc/cni/net.d/*');
			}
			const why = cniConfigs.exists ? 'holds no configuration' : 'does not exist';
			return {answer: `No CNI plugin is in use: ${cniConfigs.directory} ${why}.`, values: [], evidence: []};
		}
		const types = winner?.plugins.flatMap(({type}) => type ?? []) ?? [];
		const {daemon, product} = cni;
		const agent = daemon.running === true ? daemon.expected.slice(0, 1) : [];
		const texts = [
			winner === undefined
				? `${product} left its signs, but no configuration file is known`
				: `${product ?? joinWords(types)} is in use: ${winner.file} comes first, ${winner.name === null ? 'a network without a name' : `network ${winner.name}`}${types.length === 0 ? ', no plugin that could be read' : `, plugins ${joinWords(types)}`}`,
			...agent.map((name) => `${name} runs`),
			...(daemon.running === false ? [`its agent ${joinWords(daemon.expected, 'or')} does not run`] : []),
		];
		const places = [
			winner?.at,
			daemon.at,
			...(winner === undefined ? (cni.products[0]?.signs ?? []).map(({at}) => at) : []),
		];
		return {
			answer: `${texts.join('; ')}.`,
			values: [...new Set([product, winner?.file, winner?.name, ...types, ...agent].filter((value) => value != null))],
			evidence: places.filter((at) => at != null),
		};
	},
});
