import {defineQuestion} from '../model/question.ts';
import {joinWords} from './join-words.ts';
import {notOnNode} from './missing.ts';

/** The executable that the runtime calls first for a pod, and its IPAM. */
export const cniExecutable = defineQuestion({
	number: 12,
	id: 'cni-executable',
	question: "Which binary does the runtime call for a pod's network?",
	uses: ['cni', 'cniConfigs', 'cniBinaries', 'role'],
	commands: ["jq -r '.plugins[].type' /etc/cni/net.d/*.conflist"],
	answer: ({cni, cniConfigs, cniBinaries, role}) => {
		const winner = cniConfigs?.files.find(({path}) => path === cni?.winner?.path);
		const first = winner?.plugins[0];
		if (cni === undefined || first === undefined || first.type === null) {
			return notOnNode(role, 'CNI configuration', 'cat /etc/cni/net.d/*');
		}
		const binary = cniBinaries?.binaries.find(({name}) => name === first.type);
		const path = binary === undefined ? '' : ` (${binary.directory}/${binary.name})`;
		// flannel's plugin names no IPAM of its own: it hands over to the bridge plugin.
		const behind = cni.plugins
			.filter(({type, at}) => at.line === first.at.line && at.source === first.at.source && type !== first.type)
			.map(({type}) => type);
		const then = behind.length === 0 ? '' : `, which calls ${joinWords(behind)}`;
		return {
			answer: `${first.type}${path} is called first${then}.`,
			values: [first.type, ...(first.ipamType === null ? [] : [first.ipamType])],
			evidence: [first.at, ...(binary === undefined ? [] : [binary.at])],
		};
	},
});
