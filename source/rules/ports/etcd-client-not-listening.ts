import {isThere, missingListeners} from '../../derive/missing-listener.ts';
import {defineRule} from '../../model/rule.ts';

/** The port of --listen-client-urls. */
export const etcdClientNotListening = defineRule({
	id: 'etcd-client-not-listening',
	title: 'etcd listens for clients',
	severity: 'error',
	tier: 1,
	group: 'ports',
	roles: ['etcd', 'control-plane'],
	needs: ['portTable', 'components', 'listeners'],
	whole: ['listeners'],
	uses: ['logs', 'uptime'],
	why: 'The API server ends when it cannot reach etcd.',
	fix: 'Read why etcd does not come up: a certificate, the data directory, a full disk, or a member that is missing.',
	commands: ['crictl ps -a --name etcd', 'tail -n 30 {log}'],
	verify: ['netstat -npl | grep {port}'],
	docs: [
		'https://etcd.io/docs/v3.6/op-guide/configuration/',
		'https://kubernetes.io/docs/reference/networking/ports-and-protocols/',
	],
	seen: 'live',
	check: (node) =>
		isThere(node.components, 'etcd')
			? missingListeners(node, 'etcd', 'etcd clients')
			: {skip: 'no etcd is set up on this node'},
});
