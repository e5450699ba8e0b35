import {isProgram} from '../derive/program.ts';
import type {PortRow} from '../model/conclusions.ts';
import type {Socket} from '../model/facts/socket.ts';
import {defineQuestion} from '../model/question.ts';
import {someWords} from './join-words.ts';
import {notKnown} from './missing.ts';

type Owner = {
	readonly port: number;
	readonly protocol: string;
	readonly program: string | null;
	readonly at: Socket['at'];
};

const protocolOf = ({protocol}: Socket): string =>
	protocol.startsWith('udp') ? 'udp' : protocol.startsWith('tcp') ? 'tcp' : protocol;

/** Ports with their owners, each once and by number. A socket without a visible owner is the kernel's or somebody else's. */
const ownersOf = (listeners: readonly Socket[]): readonly Owner[] => {
	const owners = new Map<string, Owner>();
	for (const socket of listeners) {
		const {localPort: port, program, at} = socket;
		const protocol = protocolOf(socket);
		const key = `${port}/${protocol} ${program}`;
		if (port !== null && !owners.has(key)) {
			owners.set(key, {port, protocol, program, at});
		}
	}
	return [...owners.values()].sort((a, b) => a.port - b.port);
};

/** The owner with its whole name where netstat cut it. */
const whole = (owner: Owner, table: readonly PortRow[]): Owner => {
	const {program, port} = owner;
	const row = table.find((one) => one.port === port && program !== null && isProgram(program, one.component));
	return row === undefined ? owner : {...owner, program: row.component};
};

const describe = ({port, protocol, program}: Owner, table: readonly PortRow[]): string => {
	const row = table.find((one) => one.port === port && one.protocol === protocol && one.status === 'ok');
	const nobody =
		row === undefined || protocol !== 'udp' ? 'of an owner that is not visible' : `of the kernel (${row.purpose})`;
	return `${port}/${protocol} ${program ?? nobody}`;
};

/** The process behind each port that the node listens on. */
export const portOwners = defineQuestion({
	number: 34,
	id: 'port-owners',
	question: 'Which process listens on which port?',
	uses: ['listeners', 'portTable'],
	commands: ['ss -tulnp', 'netstat -tulnp'],
	answer: ({listeners, portTable}, isWhole) => {
		if (listeners === undefined || (listeners.length === 0 && !isWhole('listeners'))) {
			return notKnown("The node's sockets are", 'ss -tulnp', 'netstat -tulnp');
		}
		const table = portTable ?? [];
		const owners = ownersOf(listeners).map((owner) => whole(owner, table));
		return owners.length === 0
			? {answer: 'Nothing listens.', values: [], evidence: []}
			: {
					answer: `Ports and their processes: ${someWords(
						owners.map((owner) => describe(owner, table)),
						30,
					)}.`,
					values: owners.map(
						({port, protocol, program}) => `${port}/${protocol}${program === null ? '' : ` ${program}`}`,
					),
					evidence: owners.slice(0, 60).map(({at}) => at),
				};
	},
});
