import {missingListeners} from '../../derive/missing-listener.ts';
import {defineRule} from '../../model/rule.ts';

/** Components that have a rule of their own. */
const others = new Set([
	'kube-apiserver',
	'kubelet',
	'kube-scheduler',
	'kube-controller-manager',
	'etcd',
	'kube-proxy',
]);

/** Every other listener that the layout requires: those of a distribution's own programs, of an overlay, and of the user's layouts. */
export const expectedListenerMissing = defineRule({
	id: 'expected-listener-missing',
	title: 'Every listener that the layout requires is there',
	severity: 'error',
	tier: 2,
	group: 'ports',
	roles: 'any',
	needs: ['portTable', 'components', 'listeners'],
	whole: ['listeners'],
	uses: ['logs', 'uptime', 'hostname'],
	why: 'Other nodes or programs connect to this port and find nobody there.',
	fix: 'Start {component} again, or take the listener out of the layout if it is not meant to be there.',
	commands: ['netstat -npl | grep {port}'],
	verify: ['netstat -npl | grep {port}'],
	docs: ['https://kubernetes.io/docs/reference/networking/ports-and-protocols/'],
	seen: 'never seen live; tested on made-up facts',
	check: (node) => {
		const names = new Set(node.portTable.map((row) => row.component).filter((name) => !others.has(name)));
		const searched = node.listeners[0]?.at ?? node.hostname?.at;
		return [...names].flatMap((name) =>
			missingListeners(node, name).map((violation) => ({
				...violation,
				evidence: violation.evidence.length > 0 || searched === undefined ? violation.evidence : [searched],
			})),
		);
	},
});
