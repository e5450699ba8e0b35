import {newestTail} from '../../derive/last-error.ts';
import type {LogLine} from '../../model/facts/kubernetes.ts';
import {defineRule} from '../../model/rule.ts';

const complaint = 'prober found high clock drift';

/** etcd probes each peer every 30 seconds: what it did not repeat for this long is mended. */
const mendedAfter = 120_000;

const field = ({text}: LogLine, name: string): string | undefined =>
	new RegExp(`"${name}":"([^"]{1,60})"`).exec(text)?.[1];

/** More than a second in Go's notation: `1.12s`, `8m0.6s`, `2h3m1s`. */
const isLong = (duration: string | undefined): boolean =>
	duration !== undefined && /[hm]\d|^[1-9][\d.]*s$/.test(duration);

/** Before 3.5 etcd mixed up the two durations of the line. */
const driftOf = (line: LogLine): string => {
	const drift = field(line, 'clock-drift');
	return (isLong(drift) ? drift : field(line, 'rtt')) ?? drift ?? 'more than 1s';
};

/** Clocks of etcd's members as its own prober measures them, round trip taken off. Recordings of two nodes alone cannot tell: nothing says how far apart they were made. */
export const clockSkew = defineRule({
	id: 'clock-skew',
	title: 'Clocks of the etcd members agree',
	severity: 'warning',
	tier: 2,
	group: 'etcd',
	roles: ['control-plane', 'etcd'],
	needs: ['components', 'logs'],
	enough: ['components', 'logs'],
	uses: ['clock'],
	why: 'Leases, tokens and certificates go by the clock: a certificate is "not yet valid" on a node that is behind, and leases end early or late.',
	fix: 'Synchronise the clocks of all nodes over NTP: see which of them is off, and why its time service does not mend it.',
	commands: ['date -u', 'timedatectl', 'chronyc tracking'],
	verify: ['grep "clock drift" {log} | tail -n 1'],
	docs: ['https://etcd.io/docs/v3.6/faq/'],
	seen: "never seen live; tested on lines in etcd's own words (rafthttp/probing_status.go)",
	check: ({components, logs, clock}) => {
		if ((components.etcd?.processes ?? []).length === 0) {
			return {skip: 'no etcd runs here'};
		}
		const tail = newestTail(logs, 'etcd');
		if (tail === undefined) {
			return {unknown: "etcd's log was not read", remedy: 'run as root'};
		}
		const now = Date.parse(clock?.value ?? '');
		const isNow = ({time}: LogLine): boolean =>
			time === null || Number.isNaN(now) || now - Date.parse(time) <= mendedAfter;
		const said = tail.lines.filter((line) => line.text.includes(complaint) && isNow(line));
		const byPeer = new Map(said.map((line) => [field(line, 'remote-peer-id') ?? 'another member', line]));
		return [...byPeer].map(([peer, line]) => ({
			expected: 'clocks of members less than 1 s apart',
			actual: `the clocks of this node and of etcd member ${peer} are ${driftOf(line)} apart`,
			evidence: [line.at],
			values: {log: line.at.source},
		}));
	},
});
