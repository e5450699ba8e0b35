import {defineQuestion} from '../model/question.ts';
import {lastFlag} from '../model/read-flags.ts';
import {componentListeners, portsOf} from './component-listeners.ts';
import {joinWords} from './join-words.ts';
import {notOnControlPlane} from './missing.ts';

const standard = '10259';

/** The port of kube-scheduler: where it listens, else where it is told to. */
export const schedulerPort = defineQuestion({
	number: 6,
	id: 'scheduler-port',
	question: 'On which port does kube-scheduler listen?',
	uses: ['listeners', 'portTable', 'components', 'staticPods', 'role'],
	commands: ['netstat -npl | grep kube-scheduler', 'ss -tlnp'],
	answer: (node, isWhole) => {
		const sockets = componentListeners(node, 'kube-scheduler');
		const ports = portsOf(sockets);
		const component = node.components?.['kube-scheduler'];
		if (ports.length > 0) {
			const addresses = [...new Set(sockets.map(({localAddress}) => localAddress))];
			const text = `kube-scheduler listens on port ${joinWords(ports)} of ${joinWords(addresses)}.`;
			return {answer: text, values: ports, evidence: sockets.map(({at}) => at)};
		}
		const at = component?.manifest?.at ?? component?.processes[0]?.at;
		if (component === undefined || at === undefined) {
			const isAbsent = node.role?.name === 'control-plane' && isWhole('listeners') && isWhole('staticPods');
			if (isAbsent) {
				return {missing: 'kube-scheduler is not on this control-plane node: it neither listens nor has a manifest.'};
			}
			return notOnControlPlane(node.role, 'kube-scheduler', 'netstat -npl', 'ss -tlnp');
		}
		const flag = lastFlag(component.flags, 'secure-port');
		return {
			answer: `kube-scheduler is not seen to listen; it is set to port ${flag?.value ?? standard}${flag ? '' : ', its default'}.`,
			values: [flag?.value ?? standard],
			evidence: [flag?.at ?? at],
		};
	},
});
