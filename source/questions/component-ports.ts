import {defineQuestion} from '../model/question.ts';
import {componentListeners, portsOf} from './component-listeners.ts';
import {joinWords} from './join-words.ts';
import {notOnNode} from './missing.ts';

const names = ['kube-controller-manager', 'kube-apiserver', 'kubelet', 'kube-proxy'];

/** The ports of the components that listen on this node. */
export const componentPorts = defineQuestion({
	number: 7,
	id: 'component-ports',
	question: 'On which ports do kube-controller-manager, kube-apiserver, kubelet and kube-proxy listen?',
	uses: ['listeners', 'portTable', 'components', 'role'],
	commands: ['netstat -npl | grep kube', 'ss -tlnp'],
	answer: (node, isWhole) => {
		const found = names.map((name) => ({name, sockets: componentListeners(node, name)}));
		const listening = found.filter(({sockets}) => sockets.length > 0);
		// Only what has a sign on the node is missed.
		const silent = found.filter(({name, sockets}) => sockets.length === 0 && node.components?.[name] !== undefined);
		if (listening.length === 0 && (silent.length === 0 || !isWhole('listeners'))) {
			return notOnNode(node.role, 'component of Kubernetes that listens', 'netstat -npl', 'ss -tlnp');
		}
		const texts = [
			...listening.map(({name, sockets}) => `${name} listens on ${joinWords(portsOf(sockets))}`),
			...(isWhole('listeners') ? silent.map(({name}) => `${name} does not listen`) : []),
		];
		return {
			answer: `${texts.join('; ')}.`,
			values: listening.flatMap(({sockets}) => portsOf(sockets)),
			evidence: listening.flatMap(({sockets}) => sockets.map(({at}) => at)),
		};
	},
});
