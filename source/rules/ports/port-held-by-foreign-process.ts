import {lastLineWith} from '../../derive/last-line-with.ts';
import type {PortRow} from '../../model/conclusions.ts';
import type {LogLine, LogTail} from '../../model/facts/kubernetes.ts';
import {defineRule, type Violation} from '../../model/rule.ts';

/** What the component says of a port that it did not get. */
const complaint = (logs: readonly LogTail[] | undefined, {component, port}: PortRow): LogLine | undefined =>
	lastLineWith(logs, [component], `:${port}: bind: address already in use`);

/** Ports that a component of this node needs and another program has. */
export const portHeldByForeignProcess = defineRule({
	id: 'port-held-by-foreign-process',
	title: 'Ports of Kubernetes belong to its own programs',
	severity: 'error',
	tier: 1,
	group: 'ports',
	roles: ['control-plane', 'worker', 'etcd'],
	needs: ['portTable'],
	uses: ['logs', 'processes'],
	why: 'The component that needs the port ends with "bind: address already in use".',
	fix: 'Stop {owner} (PID {pid}) or move it to another port, then let {component} start again.',
	commands: ['ps -o pid,ppid,user,args -p {pid}', 'kill {pid}'],
	verify: ['netstat -npl | grep {port}'],
	docs: [
		'https://kubernetes.io/docs/reference/networking/ports-and-protocols/',
		'https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/install-kubeadm/',
	],
	seen: 'live',
	check: ({portTable, logs, processes}) =>
		portTable
			.filter((row) => row.status === 'foreign' && row.owner !== null && row.expected !== null)
			.flatMap((row): readonly Violation[] => {
				const error = complaint(logs, row);
				const isRequired = row.expected?.requirement === 'required';
				if (!isRequired && error === undefined) {
					return [];
				}
				const [socket] = row.listeners.filter((each) => each.program !== null);
				const process = processes?.find((each) => each.pid === socket?.pid);
				return [
					{
						expected: `${row.component} on port ${row.port} (${row.purpose})`,
						actual: `${row.owner} holds port ${row.port}, which ${row.component} needs`,
						severity: isRequired ? 'error' : 'warning',
						evidence: [...row.listeners.map((each) => each.at), process?.at, error?.at].filter(
							(at) => at !== undefined,
						),
						values: {
							owner: row.owner ?? '',
							component: row.component,
							port: String(row.port),
							...(socket?.pid == null ? {} : {pid: String(socket.pid)}),
						},
					},
				];
			}),
});
