import type {Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {Parsed, Place, Unparsed} from '../model/place.ts';
import {isBlank, partLines, placeOf, unparsedLine, words} from './parse-lines.ts';
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
	const value: Counter[] = [];
	const unparsed: Unparsed[] = [];
	for (const [index, line] of partLines(part).entries()) {
		const at = placeOf(part, index);
		const counters = isBlank(line) ? [] : readLine(line, at);
		if (counters === null) {
			unparsed.push(unparsedLine(at, line, 'a line of /proc/net/sockstat'));
		}
		value.push(...(counters ?? []));
	}
	return {value, unparsed};
};

/** /proc/net/sockstat, /proc/net/sockstat6. */
export const procNetSockstatFormat: Format = {
	name: 'proc-net-sockstat',
	title: '/proc/net/sockstat, /proc/net/sockstat6',
	recognise: recogniseHeader((line) => /^(sockets: used|TCP6: inuse) \d/.test(line)),
	parse: parseProcNetSockstat,
};
