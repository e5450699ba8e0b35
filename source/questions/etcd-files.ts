import {defineQuestion} from '../model/question.ts';
import {lastFlag} from '../model/read-flags.ts';
import {joinWords} from './join-words.ts';
import {notOnControlPlane} from './missing.ts';

const names = [
	'data-dir',
	'cert-file',
	'key-file',
	'trusted-ca-file',
	'peer-cert-file',
	'peer-key-file',
	'peer-trusted-ca-file',
];

/** etcd's data folder and certificate files. */
export const etcdFiles = defineQuestion({
	number: 31,
	id: 'etcd-files',
	question: 'Where are the data and the certificates of etcd?',
	uses: ['components', 'role'],
	commands: ["grep -E 'data-dir|file' /etc/kubernetes/manifests/etcd.yaml"],
	answer: ({components, role}) => {
		const flags = names.flatMap((name) => lastFlag(components?.etcd?.flags ?? [], name) ?? []);
		return flags.length === 0
			? notOnControlPlane(role, 'data folder of etcd', 'cat /etc/kubernetes/manifests/etcd.yaml', 'ps aux')
			: {
					answer: `etcd is started with ${joinWords(flags.map(({name, value}) => `--${name} ${value}`))}.`,
					values: [...new Set(flags.map(({value}) => value))],
					evidence: flags.map(({at}) => at),
				};
	},
});
