import {componentOfProgram} from '../../derive/component-of-process.ts';
import {lastFlag} from '../../model/read-flags.ts';
import {defineRule} from '../../model/rule.ts';
import {isWildcard} from '../../net/address.ts';

const flagOf: Readonly<Record<number, string>> = {2379: 'listen-client-urls', 2380: 'listen-peer-urls'};

/** etcd's client and peer ports on 0.0.0.0 or ::. */
export const etcdWildcardBind = defineRule({
	id: 'etcd-wildcard-bind',
	title: 'etcd listens on the addresses it needs, not on all',
	severity: 'warning',
	tier: 2,
	group: 'exposure',
	roles: ['etcd'],
	needs: ['listeners', 'components'],
	uses: ['role', 'nodeAddress'],
	why: 'Every interface of the machine, public ones too, offers the database of the cluster. kubeadm binds loopback and the address of the node.',
	fix: 'Name the addresses in --{flag}: loopback and the address of the node ({address}).',
	commands: ["sed -i 's#--{flag}=.*#--{flag}={urls}#' {file}"],
	verify: ['netstat -npl | grep {port}'],
	docs: [
		'https://etcd.io/docs/v3.6/op-guide/configuration/',
		'https://kubernetes.io/docs/reference/networking/ports-and-protocols/',
	],
	seen: 'live',
	check: ({listeners, components, role, nodeAddress}) =>
		listeners
			.filter(
				(socket) =>
					socket.protocol === 'tcp' && flagOf[socket.localPort ?? 0] !== undefined && isWildcard(socket.localAddress),
			)
			.filter((socket) => socket.program !== null && componentOfProgram(socket.program) === 'etcd')
			.map((socket) => {
				const port = socket.localPort ?? 0;
				const etcd = components.etcd;
				const flag = etcd === undefined ? undefined : lastFlag(etcd.flags, flagOf[port] ?? '');
				const address = nodeAddress?.addresses[0]?.address;
				const own =
					address === undefined ? undefined : `https://${address.includes(':') ? `[${address}]` : address}:${port}`;
				const urls = own === undefined ? undefined : port === 2379 ? `https://127.0.0.1:2379,${own}` : own;
				return {
					expected: port === 2379 ? 'loopback and the address of the node' : 'the address of the node',
					actual: `etcd listens on every address (${socket.localAddress}:${port})`,
					severity: role?.distribution === 'microk8s' ? ('info' as const) : ('warning' as const),
					evidence: [socket.at, ...(flag === undefined ? [] : [flag.at])],
					values: {
						flag: flagOf[port] ?? '',
						port: String(port),
						...(etcd?.manifest ? {file: etcd.manifest.path} : {}),
						...(address === undefined || urls === undefined ? {} : {address, urls}),
					},
				};
			}),
});
