import {defineQuestion} from '../model/question.ts';
import {notOnNode} from './missing.ts';

/** The file that kubelet is configured by. Its kubeconfig is another file. */
export const kubeletConfig = defineQuestion({
	number: 21,
	id: 'kubelet-config',
	question: "Where is kubelet's configuration file?",
	uses: ['kubeletConfig', 'components', 'role'],
	commands: ["ps aux | grep -o -- '--config=[^ ]*'"],
	answer: ({kubeletConfig: config, components, role}) => {
		if (config === undefined) {
			return notOnNode(role, 'configuration of kubelet', 'ps aux', 'cat /var/lib/kubelet/config.yaml');
		}
		const {configPath, files} = config;
		const read = files.find(({state}) => state === 'read');
		const path =
			configPath.from === 'default' ? (read ?? files.find(({state}) => state !== 'missing'))?.path : configPath.value;
		if (path === undefined || path === '') {
			const process = components?.kubelet?.processes[0];
			return process === undefined
				? notOnNode(role, 'configuration of kubelet', 'ps aux', 'cat /var/lib/kubelet/config.yaml')
				: {answer: 'kubelet is started without a configuration file.', values: [], evidence: [process.at]};
		}
		const dropIns = files.filter((file) => file.state === 'read' && file.path !== path).length;
		const beside = dropIns === 0 ? '' : `, with ${dropIns} more ${dropIns === 1 ? 'file' : 'files'} beside it`;
		const broken = files.find((file) => file.path === path && file.state !== 'read' && file.state !== 'unreadable');
		const state = broken === undefined ? '' : `, which is ${broken.state}`;
		return {
			answer: `kubelet is configured by ${path}${state}${beside}.`,
			values: [path],
			evidence: [configPath.at, read?.at ?? broken?.at ?? null].filter((at) => at !== null),
		};
	},
});
