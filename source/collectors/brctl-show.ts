import type {Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {BridgePort} from '../model/facts/route.ts';
import type {Parsed} from '../model/place.ts';
import {parseLines, words} from './parse-lines.ts';
import {recogniseHeader} from './sample-lines.ts';

const isHeader = (line: string): boolean =>
	line.startsWith('bridge name\tbridge id') || /^bridge name\s+bridge id/.test(line);

/**
 * Parses `brctl show` (brctl(8)): further ports of a bridge stand alone on their lines; a bridge without ports is one record without a port.
 *
 *     bridge name	bridge id		STP enabled	interfaces
 *     cni0		8000.0ee46a309a9a	no		veth61b61b09
 *     							veth6eba5deb
 */
export const parseBrctlShow = (part: Part): Parsed<readonly BridgePort[]> => {
	let bridge: string | null = null;
	return parseLines(part, (line, at) => {
		if (isHeader(line)) {
			return null;
		}
		const tokens = words(line);
		if (/^[ \t]/.test(line) && tokens.length === 1 && bridge !== null) {
			return {bridge, port: tokens[0] ?? null, state: null, at};
		}
		const [name = '', id = '', stp = '', port] = tokens;
		if (!/^[0-9a-f]{4}\.[0-9a-f]{12}$/i.test(id) || !/^(yes|no)$/.test(stp)) {
			return 'a bridge as brctl show prints it';
		}
		bridge = name;
		return {bridge, port: port ?? null, state: null, at};
	});
};

/** `brctl show`. */
export const brctlShowFormat: Format = {
	name: 'brctl-show',
	title: 'brctl show',
	recognise: recogniseHeader(isHeader),
	parse: parseBrctlShow,
};
