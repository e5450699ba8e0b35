import {missingListeners} from '../../derive/missing-listener.ts';
import {defineRule} from '../../model/rule.ts';

/** The port of --listen-peer-urls. */
export const etcdPeerNotListening = defineRule({
	id: 'etcd-peer-not-listening',
	title: 'etcd listens for peers',
	severity: 'error',
	tier: 2,
	group: 'ports',
	roles: ['etcd', 'control-plane'],
	needs: ['portTable', 'components', 'listeners'],
	whole: ['listeners'],
	uses: ['logs', 'uptime'],
	why: 'No other member can reach this one; even a single member listens.',
	fix: 'Correct --listen-peer-urls: the address of this node and port 2380.',
	commands: ['crictl ps -a --name etcd', 'tail -n 30 {log}'],
	verify: ['netstat -npl | grep {port}'],
	docs: ['https://etcd.io/docs/v3.6/op-guide/configuration/'],
	seen: 'never seen live; tested on made-up facts',
	check: (node) =>
		(node.components.etcd?.processes.length ?? 0) > 0
			? missingListeners(node, 'etcd', 'etcd peers')
			: {skip: 'etcd does not run on this node'},
});
