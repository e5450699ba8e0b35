import {defineRule} from '../../model/rule.ts';

/** Listeners that other nodes need and that only this node can reach. */
export const loopbackOnlyBind = defineRule({
	id: 'loopback-only-bind',
	title: 'What other nodes connect to listens beyond loopback',
	severity: 'error',
	tier: 1,
	group: 'ports',
	roles: ['control-plane', 'worker', 'etcd'],
	needs: ['portTable', 'listeners'],
	whole: ['listeners'],
	uses: ['etcd', 'kubeletConfig'],
	why: 'A connection from this node works, so everything looks well here, while no other node gets through.',
	fix: 'Let {component} listen on the address of the node: take 127.0.0.1 out of its bind address.',
	commands: ['grep -nE "bind-address|listen-peer-urls|^address:" {file}'],
	verify: ['netstat -npl | grep {port}'],
	docs: [
		'https://kubernetes.io/docs/reference/networking/ports-and-protocols/',
		'https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/',
	],
	seen: 'live',
	check: ({portTable, etcd}) => {
		const members = Math.max(
			1,
			...(etcd?.expected.map((sign) => sign.members) ?? []),
			(etcd?.peers.byAddress.length ?? 0) + 1,
		);
		return (
			portTable
				.filter((row) => row.status === 'narrow' && row.expected?.requirement === 'required')
				.filter((row) => ['kube-apiserver', 'kubelet', 'etcd'].includes(row.component))
				// Only peers of other members need etcd from outside; its clients are on the node.
				.filter((row) => row.component !== 'etcd' || (row.purpose === 'etcd peers' && members > 1))
				.map((row) => ({
					expected: `${row.component} on an address that other nodes reach, port ${row.port}`,
					actual: `${row.component} listens on loopback only (${row.listeners.map((each) => `${each.localAddress}:${each.localPort}`).join(', ')})`,
					evidence: [...row.listeners.map((each) => each.at), ...(row.expectedAt === null ? [] : [row.expectedAt])],
					values: {
						component: row.component,
						port: String(row.port),
						...(row.expectedAt === null ? {} : {file: row.expectedAt.source}),
					},
				}))
		);
	},
});
