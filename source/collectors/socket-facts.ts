import type {Capture} from '../model/capture.ts';
import {type Collected, defineCollector, type KnownFacts} from '../model/collector.ts';
import type {Socket, SocketCoverage, UnixSocket} from '../model/facts/socket.ts';
import {failedReading} from './failed-reading.ts';
import {completePrograms} from './socket-owners.ts';
import {socketInputs} from './sockets.ts';

const after = ['sockets', 'processes'] as const;

/** One kind of socket out of the common reading. The unparsed lines stand with that reading, each once. */
const take = <S extends Socket | UnixSocket>(
	sockets: readonly S[],
	coverage: SocketCoverage,
	known: KnownFacts,
	what: {readonly kind: string; readonly remedy: string},
): Collected<readonly S[]> =>
	coverage.covered
		? {value: completePrograms(sockets, known.processes), unparsed: [], partial: coverage.partial}
		: {
				unavailable: {
					kind: 'not-recorded',
					reason: `the output that was given shows no ${what.kind}`,
					remedy: `give the output of ${what.remedy}`,
				},
			};

const unread = (captures: readonly Capture[]): Collected<never> =>
	failedReading(captures.find((capture) => capture.failure !== null));

/** Who listens on this node: TCP in LISTEN and bound, unconnected UDP. */
export const listeners = defineCollector({
	fact: 'listeners',
	title: 'Listening ports',
	after,
	inputs: () => socketInputs,
	collect: (captures, known) =>
		known.sockets === undefined
			? unread(captures)
			: take(known.sockets.listeners, known.sockets.listenerCoverage, known, {
					kind: 'listening sockets',
					remedy: 'netstat -npl',
				}),
});

/** All other sockets of TCP, UDP and raw ones: established, closing, connected. */
export const connections = defineCollector({
	fact: 'connections',
	title: 'Connections',
	after,
	inputs: () => socketInputs,
	collect: (captures, known) =>
		known.sockets === undefined
			? unread(captures)
			: take(known.sockets.connections, known.sockets.connectionCoverage, known, {
					kind: 'connections',
					remedy: 'netstat -npa',
				}),
});

/** Unix sockets: runtimes and databases are reached over them. */
export const unixSockets = defineCollector({
	fact: 'unixSockets',
	title: 'Unix sockets',
	after,
	inputs: () => socketInputs,
	collect: (captures, known) =>
		known.sockets === undefined
			? unread(captures)
			: take(known.sockets.unixSockets, known.sockets.unixCoverage, known, {
					kind: 'Unix sockets',
					remedy: 'netstat -npa',
				}),
});
