import type {Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {BridgePort} from '../model/facts/route.ts';
import type {Parsed, Place} from '../model/place.ts';
import {readLinkHeader} from './ip-link-header.ts';
import {nowhere, parseLines} from './parse-lines.ts';
import {sampleLines, shareOf} from './sample-lines.ts';

/** The name before `@`. Names of interfaces may hold `@`; ports of a bridge made by container engines do not. */
const baseName = (printed: string): string => {
	const at = printed.lastIndexOf('@');
	return at <= 0 ? printed : printed.slice(0, at);
};

const readPort = (line: string, at: Place): BridgePort | null => {
	const header = readLinkHeader(line);
	const bridge = header?.fields.get('master');
	if (header === null || bridge === undefined || !header.fields.has('priority')) {
		return null;
	}
	return {bridge, port: baseName(header.printedName), state: header.fields.get('state') ?? null, at};
};

/**
 * Parses `bridge link` (bridge(8)); what `-d` adds stands indented below a port.
 *
 *     5: vethc75df217@eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 master cni0 state forwarding priority 32 cost 2
 */
export const parseBridgeLink = (part: Part): Parsed<readonly BridgePort[]> => {
	let hasPort = false;
	return parseLines(part, (line, at) => {
		if (hasPort && /^[ \t]/.test(line)) {
			return null;
		}
		const port = readPort(line, at);
		hasPort = port !== null;
		return port ?? 'a port as bridge link prints it';
	});
};

/** `bridge link`. */
export const bridgeLinkFormat: Format = {
	name: 'bridge-link',
	title: 'bridge link',
	recognise: (text) =>
		shareOf(
			sampleLines(text).filter((line) => !/^[ \t]/.test(line)),
			(line) => readPort(line, nowhere) !== null,
		) * 0.99,
	parse: parseBridgeLink,
};
