import type {Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {Parsed, Place, Unparsed} from '../model/place.ts';
import {isBlank, partLines, placeOf, unparsedLine, words} from './parse-lines.ts';
import type {Counter} from './proc-net-dev.ts';
import {sampleLines} from './sample-lines.ts';

/** Names of counters and the group they belong to, waiting for their line of values. */
type Header = {readonly group: string; readonly names: readonly string[]; readonly at: Place; readonly line: string};

const isName = (word: string): boolean => /^[A-Za-z][A-Za-z0-9_]*$/.test(word);
const isValue = (word: string): boolean => /^-?\d{1,20}$/.test(word);

/** `Ip6InReceives   118`, a line of /proc/net/snmp6. */
const isPair = (tokens: readonly string[]): boolean =>
	tokens.length === 2 && isName(tokens[0] ?? '') && isValue(tokens[1] ?? '');

const expected = 'a line of names and one of values as in /proc/net/snmp';

/** Pairs the values of a line with the names above it; null where they do not fit. */
const pair = (header: Header | null, tokens: readonly string[], at: Place): readonly Counter[] | null => {
	const [group, ...values] = tokens;
	if (
		header === null ||
		group !== `${header.group}:` ||
		values.length !== header.names.length ||
		!values.every(isValue)
	) {
		return null;
	}
	return values.map((value, index) => ({name: `${header.group}.${header.names[index]}`, value: Number(value), at}));
};

/** What has been read so far; `header` waits for its line of values. */
type TablesRead = {readonly value: Counter[]; readonly unparsed: Unparsed[]; header: Header | null};

const dropHeader = (read: TablesRead): void => {
	if (read.header !== null) {
		read.unparsed.push(unparsedLine(read.header.at, read.header.line, expected));
	}
	read.header = null;
};

const readLine = (read: TablesRead, line: string, at: Place): void => {
	const tokens = words(line);
	const counters = pair(read.header, tokens, at);
	if (counters !== null) {
		for (const counter of counters) {
			read.value.push(counter);
		}
		read.header = null;
		return;
	}
	dropHeader(read);
	const [first = '', ...rest] = tokens;
	if (first.endsWith(':') && rest.length > 0 && rest.every(isName)) {
		read.header = {group: first.slice(0, -1), names: rest, at, line};
	} else if (isPair(tokens)) {
		read.value.push({name: first, value: Number(tokens[1]), at});
	} else if (!isBlank(line)) {
		read.unparsed.push(unparsedLine(at, line, expected));
	}
};

/**
 * Parses /proc/net/snmp and /proc/net/netstat, whose tables have one line of names and one of values, and /proc/net/snmp6, which has one
 * counter a line (proc(5)). Counters are called `Tcp.RetransSegs`, `TcpExt.ListenOverflows`, `Ip6InDiscards`.
 */
export const parseProcNetSnmp = (part: Part): Parsed<readonly Counter[]> => {
	const read: TablesRead = {value: [], unparsed: [], header: null};
	for (const [index, line] of partLines(part).entries()) {
		readLine(read, line, placeOf(part, index));
	}
	dropHeader(read);
	return {value: read.value, unparsed: read.unparsed};
};

/** /proc/net/snmp, /proc/net/netstat, /proc/net/snmp6. */
export const procNetSnmpFormat: Format = {
	name: 'proc-net-snmp',
	title: '/proc/net/snmp, /proc/net/netstat, /proc/net/snmp6',
	recognise: (text) => {
		const [first = '', second = ''] = sampleLines(text);
		const isTable = /^(Ip|Icmp|Tcp|Udp|TcpExt|IpExt): [A-Z]/.test(first) && words(first)[0] === words(second)[0];
		return isTable || (/^Ip6In/.test(first) && isPair(words(first))) ? 1 : 0;
	},
	parse: parseProcNetSnmp,
};
