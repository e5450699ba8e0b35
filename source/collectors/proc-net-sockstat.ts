import type {Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {Parsed, Place} from '../model/place.ts';
import {parseLines, words} from './parse-lines.ts';
import type {Counter} from './proc-net-dev.ts';
import {recogniseHeader} from './sample-lines.ts';

const readLine = (line: string, at: Place): readonly Counter[] | null => {
	const [first = '', ...rest] = words(line);
	const counters: Counter[] = [];
	for (let i = 0; i + 1 < rest.length; i += 2) {
		counters.push({name: `sockstat.${first.slice(0, -1)}.${rest[i]}`, value: Number(rest[i + 1]), at});
	}
	const isRow = /^[A-Za-z0-9]+:$/.test(first) && rest.length > 0 && rest.length % 2 === 0;
	return isRow && counters.every((counter) => Number.isFinite(counter.value)) ? counters : null;
};

/** Parses /proc/net/sockstat and sockstat6 (proc(5)): `TCP: inuse 6 orphan 0` gives `sockstat.TCP.inuse`, `sockstat.TCP.orphan`. */
export const parseProcNetSockstat = (part: Part): Parsed<readonly Counter[]> => {
	const lines = parseLines(part, (line, at) => {
		const counters = readLine(line, at);
		return counters === null ? 'a line of /proc/net/sockstat' : {counters};
	});
	return {value: lines.value.flatMap((line) => line.counters), unparsed: lines.unparsed};
};

/** /proc/net/sockstat, /proc/net/sockstat6. */
export const procNetSockstatFormat: Format = {
	name: 'proc-net-sockstat',
	title: '/proc/net/sockstat, /proc/net/sockstat6',
	recognise: recogniseHeader((line) => /^(sockets: used|TCP6: inuse) \d/.test(line)),
	parse: parseProcNetSockstat,
};
