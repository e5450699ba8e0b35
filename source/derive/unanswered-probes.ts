import type {Probe, Probes} from '../model/facts/probe.ts';
import type {Verdict} from '../model/rule.ts';

const meanings: Readonly<Record<Probe['result'], string>> = {
	open: 'answers',
	refused: 'refuses: nobody listens there, or a firewall rejects',
	'timed out': 'does not answer: dropped on the way',
	'no route': 'cannot be reached: no route',
	'unknown host': 'has a name that is not known',
	failed: 'could not be asked',
};

/** What probes for some purposes say: a violation for each that was not answered; a skip where nothing was dialled. */
export const unanswered = (probes: Probes, purposes: readonly string[]): Verdict => {
	if (!probes.asked) {
		return {skip: 'kdiag opens no connection without --probe'};
	}
	const asked = probes.results.filter((probe) => purposes.includes(probe.purpose));
	if (asked.length === 0) {
		return {skip: 'this node has nothing of that kind to reach'};
	}
	return asked
		.filter((probe) => probe.result !== 'open')
		.map((probe) => ({
			expected: `${probe.purpose} on ${probe.host} port ${probe.port} answers`,
			actual: `${probe.purpose} on ${probe.host} port ${probe.port} ${meanings[probe.result]}`,
			evidence: [probe.at],
			values: {host: probe.host, port: String(probe.port)},
		}));
};
