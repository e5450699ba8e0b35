import type {Socket} from '../../model/facts/socket.ts';
import {lastFlag} from '../../model/read-flags.ts';
import {defineRule} from '../../model/rule.ts';
import {isLoopback, isWildcard, sameAddress} from '../../net/address.ts';

/** An endpoint of --etcd-servers. */
type Server = {readonly host: string; readonly port: number; readonly text: string};

const serversOf = (list: string): readonly Server[] =>
	list.split(',').flatMap((item) => {
		const text = item.trim();
		// unix:// is kine's socket, a path.
		if (!URL.canParse(text) || text.startsWith('unix:')) {
			return [];
		}
		const url = new URL(text);
		return [
			{
				host: url.hostname.replace(/^\[|\]$/g, ''),
				port: Number(url.port || (url.protocol === 'https:' ? 443 : 80)),
				text,
			},
		];
	});

const isHeard = (server: Server, listeners: readonly Socket[]): boolean =>
	listeners.some(
		(socket) =>
			socket.protocol.startsWith('tcp') &&
			socket.localPort === server.port &&
			(isWildcard(socket.localAddress) ||
				sameAddress(socket.localAddress, server.host) ||
				(server.host === 'localhost' && isLoopback(socket.localAddress))),
	);

/** --etcd-servers of kube-apiserver against what listens on this node. */
export const etcdServersUnmatched = defineRule({
	id: 'etcd-servers-unmatched',
	title: "kube-apiserver's etcd endpoints on this node have a listener",
	severity: 'error',
	tier: 1,
	group: 'etcd',
	roles: ['control-plane'],
	needs: ['components', 'listeners', 'interfaces'],
	whole: ['listeners'],
	uses: ['etcd'],
	why: 'The API server cannot reach its store there and ends again and again.',
	fix: 'Make --etcd-servers of kube-apiserver ({server}) and --listen-client-urls of etcd agree.',
	commands: ['grep -n etcd-servers {file}', 'netstat -npl | grep etcd', 'vi {file}'],
	verify: ['netstat -npa | grep kube-apiserver | grep ESTABLISHED | grep {port}'],
	docs: [
		'https://etcd.io/docs/v3.6/op-guide/configuration/',
		'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/',
	],
	seen: 'live',
	check: ({components, listeners, interfaces, etcd}) => {
		const server = components['kube-apiserver'];
		// The manifest is what kubelet will start next; a process that is ending still has the old flags.
		const flag = server === undefined ? undefined : lastFlag(server.flags, 'etcd-servers');
		if (server === undefined || flag === undefined) {
			return {skip: 'no kube-apiserver with --etcd-servers is set up on this node'};
		}
		const own = new Set(interfaces.flatMap((link) => link.addresses.map((address) => address.address)));
		const unmatched = serversOf(flag.value)
			.filter((each) => each.host === 'localhost' || isLoopback(each.host) || own.has(each.host))
			.filter((each) => !isHeard(each, listeners));
		return unmatched.map((each) => ({
			expected: `a listener on ${each.host}:${each.port}`,
			actual: `kube-apiserver is told to use etcd at ${each.text}, where nothing listens`,
			evidence: [flag.at, ...(etcd?.evidence.slice(0, 3) ?? [])],
			values: {server: each.text, port: String(each.port), file: server.manifest?.path ?? flag.at.source},
		}));
	},
});
