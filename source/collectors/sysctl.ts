import type {Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {Sysctl} from '../model/facts/host.ts';
import type {Parsed, Place} from '../model/place.ts';
import {parseLines} from './parse-lines.ts';
import {recogniseLines} from './sample-lines.ts';

const folder = '/proc/sys/';

/**
 * A name of a parameter with dots only: sysctl(8) shows a dot in the name of an interface as a slash (`net.ipv4.conf.flannel/1.rp_filter`),
 * the folders show it as it is.
 */
const dotted = (name: string): string => name.replaceAll('/', '.');

const isName = (name: string): boolean => name.includes('.') && !/[\s=]/.test(name);

const readAssignment = (line: string, at: Place): Sysctl | null | string => {
	const text = line.trimStart();
	// Settings files have comments; `sysctl -a` complains of parameters that it may not read.
	if (text.startsWith('#') || text.startsWith(';') || text.startsWith('sysctl: ')) {
		return null;
	}
	const equals = text.indexOf('=');
	const name = text.slice(0, Math.max(equals, 0)).trimEnd().replace(/^-/, '');
	return isName(name)
		? {name: dotted(name), value: text.slice(equals + 1).trim(), at}
		: 'name = value as sysctl prints it';
};

/** Parses `sysctl -a` or a file of /etc/sysctl.d (sysctl(8), sysctl.d(5)); a part named after a file of /proc/sys is that one parameter. */
export const parseSysctl = (part: Part): Parsed<readonly Sysctl[]> =>
	part.name.startsWith(folder)
		? {
				value: [
					{name: dotted(part.name.slice(folder.length)), value: part.text.trim(), at: {source: part.name, line: 1}},
				],
				unparsed: [],
			}
		: parseLines(part, readAssignment);

/** `sysctl -a`, settings of sysctl. */
export const sysctlFormat: Format = {
	name: 'sysctl',
	title: 'sysctl -a, /etc/sysctl.d/*.conf',
	recognise: recogniseLines(
		(line) =>
			/^(abi|crypto|debug|dev|fs|kernel|net|sunrpc|user|vm)\.[^\s=]+ ?= ?/.test(line) || line.startsWith('sysctl: '),
		0.97,
	),
	parse: parseSysctl,
};
