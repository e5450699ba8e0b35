import type {Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {Interface} from '../model/facts/interface.ts';
import type {Parsed, Place, Unparsed} from '../model/place.ts';
import {draftOf, fromBrief, fromHeader, type InterfaceDraft, readBelow} from './interface-draft.ts';
import {readLinkHeader} from './ip-link-header.ts';
import {isBlank, partLines, placeOf, unparsedLine, words} from './parse-lines.ts';
import {splitPrintedNames} from './printed-name.ts';
import {sampleLines, shareOf} from './sample-lines.ts';

/** `-o` joins the lines of one interface with a backslash. One inside an alias is not followed by the indent. */
const unfold = (line: string): readonly string[] => {
	if (!line.includes('\\') || !/^\d/.test(line)) {
		return [line];
	}
	const pieces: string[] = [];
	for (const piece of line.split('\\')) {
		if (pieces.length === 0 || piece.startsWith('    ')) {
			pieces.push(piece);
		} else if (piece !== '') {
			pieces.push(`${pieces.pop() ?? ''}\\${piece}`);
		}
	}
	return pieces;
};

/** `1: lo    inet 127.0.0.1/8 …`: number and name stand before each address with `-o`. */
type OneLine = {readonly index: number; readonly name: string; readonly rest: string};

const readOneLine = (line: string): OneLine | null => {
	const [number, name, family] = words(line);
	if (
		number === undefined ||
		name === undefined ||
		(family !== 'inet' && family !== 'inet6') ||
		!/^\d{1,10}:$/.test(number)
	) {
		return null;
	}
	const rest = line.slice(line.indexOf(name, number.length) + name.length);
	return {index: Number(number.slice(0, -1)), name, rest};
};

/** What has been read of one output so far; the last draft is the interface that continuation lines belong to. */
type Reading = {readonly drafts: InterfaceDraft[]; current: InterfaceDraft | null};

const start = (reading: Reading, draft: InterfaceDraft): InterfaceDraft => {
	reading.drafts.push(draft);
	reading.current = draft;
	return draft;
};

const readOneLineAddress = (reading: Reading, one: OneLine, at: Place): string | null => {
	const {current} = reading;
	const isSame = current?.name === one.name && current.index === one.index;
	const draft = isSame ? current : start(reading, {...draftOf(one.name, at), index: one.index});
	return readBelow(draft, one.rest, at) ? null : 'an address as ip -o addr prints it';
};

/** Takes in one line, or one piece of a line of `-o`; returns what was expected where it was not understood. */
const readPiece = (reading: Reading, piece: string, at: Place): string | null => {
	if (piece.startsWith(' ') || piece.startsWith('\t')) {
		if (reading.current === null) {
			return 'the first line of its interface above it';
		}
		return readBelow(reading.current, piece, at) ? null : 'a line of ip addr or ip link';
	}
	const header = readLinkHeader(piece);
	const one = header === null ? readOneLine(piece) : null;
	if (one !== null) {
		return readOneLineAddress(reading, one, at);
	}
	const draft = header === null ? fromBrief(words(piece), at) : fromHeader(header, at);
	if (draft === null) {
		reading.current = null;
		return 'an interface as ip addr or ip link prints it';
	}
	start(reading, draft);
	return null;
};

/**
 * Parses `ip addr` and `ip link` in every form: plain, `-d`, `-s`, `-o`, `-br`, coloured, and busybox's.
 *
 *     2: eth0@if24: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default qlen 1000
 *         link/ether 52:54:00:38:00:16 brd ff:ff:ff:ff:ff:ff link-netnsid 0
 *         inet 192.168.56.22/24 brd 192.168.56.255 scope global eth0
 *
 * @see https://man7.org/linux/man-pages/man8/ip-address.8.html
 */
export const parseIpAddr = (part: Part): Parsed<readonly Interface[]> => {
	const reading: Reading = {drafts: [], current: null};
	const unparsed: Unparsed[] = [];
	for (const [index, line] of partLines(part).entries()) {
		const at = placeOf(part, index);
		const expected = isBlank(line)
			? null
			: unfold(line)
					.map((piece) => readPiece(reading, piece, at))
					.find((item) => item !== null);
		if (typeof expected === 'string') {
			unparsed.push(unparsedLine(at, line, expected));
		}
	}
	return {value: splitPrintedNames(reading.drafts), unparsed};
};

const looksLikeIpAddr = (line: string): boolean => {
	const header = readLinkHeader(line);
	return header === null
		? readOneLine(line) !== null ||
				fromBrief(words(line), {source: '', line: 0}) !== null ||
				/^ {4,}(link\/|inet6? |valid_lft )/.test(line)
		: !header.fields.has('priority');
};

/** `ip addr` and `ip link`. */
export const ipAddrFormat: Format = {
	name: 'ip-addr',
	title: 'ip addr, ip link (also -d, -s, -o, -br, busybox)',
	recognise: (text) => {
		const lines = sampleLines(text).filter(
			(line) => !/^ {4,}/.test(line) || /^ {4,}(link\/|inet6? |valid_lft )/.test(line),
		);
		return shareOf(lines, looksLikeIpAddr) * 0.95;
	},
	parse: parseIpAddr,
};
