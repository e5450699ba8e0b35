import type {Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {VirtualServer} from '../model/facts/nftables.ts';
import type {Parsed, Place, Unparsed} from '../model/place.ts';
import {hexAddress} from './ipvs-address.ts';
import {isBlank, partLines, placeOf, unparsedLine, words} from './parse-lines.ts';

type Endpoint = {readonly address: string; readonly port: number | null};
type Server = VirtualServer['servers'][number];
type ServerDraft = Omit<VirtualServer, 'servers'> & {readonly servers: Server[]};

const protocols: ReadonlySet<string> = new Set(['TCP', 'UDP', 'SCTP', 'FWM']);

/** `10.96.0.1:443`, `[fd00::1]:443`, `C0A80016:0CEA` of the kernel; without `-n` a name. Null where there is no port at all. */
const endpointOf = (text: string): Endpoint | null => {
	const kernel = hexAddress(text);
	if (kernel !== null) {
		return kernel;
	}
	const match = /^(?:\[([^\]]*)\]|([^:]*)):(.*)$/.exec(text);
	const [, bracketed, plain, port = ''] = match ?? [];
	const address = bracketed ?? plain ?? '';
	if (match === null || address === '') {
		return null;
	}
	return {address, port: /^\d{1,5}$/.test(port) ? Number(port) : null};
};

const virtualServer = (line: string, at: Place): ServerDraft | null => {
	const [protocol = '', where = '', scheduler = ''] = words(line);
	if (!protocols.has(protocol)) {
		return null;
	}
	if (protocol === 'FWM') {
		return {protocol, address: where, port: null, scheduler, servers: [], at};
	}
	const endpoint = endpointOf(where);
	return endpoint === null ? null : {protocol, ...endpoint, scheduler, servers: [], at};
};

/** A real server. `--stats` and `--rate` print counters in place of forwarding method and weight. */
const realServer = (line: string, hasWeight: boolean, at: Place): Server | null => {
	const [, where = '', , weight = ''] = words(line);
	const endpoint = endpointOf(where);
	return endpoint === null
		? null
		: {...endpoint, weight: hasWeight && /^-?\d{1,10}$/.test(weight) ? Number(weight) : null, at};
};

const isHeading = (line: string): boolean =>
	/^(?:IP Virtual Server version |Prot\s+LocalAddress:Port|\s*-> RemoteAddress:Port)/.test(line);

/** The virtual servers and their real servers, from `ipvsadm -Ln` (ipvsadm(8)) or /proc/net/ip_vs, whose numbers are hexadecimal and in network order. */
export const parseIpvs = (part: Part): Parsed<readonly VirtualServer[]> => {
	const servers: ServerDraft[] = [];
	const unparsed: Unparsed[] = [];
	let hasWeight = true;
	for (const [index, line] of partLines(part).entries()) {
		if (isBlank(line)) {
			continue;
		}
		const at = placeOf(part, index);
		if (isHeading(line)) {
			hasWeight = line.includes('RemoteAddress') ? line.includes('Weight') : hasWeight;
			continue;
		}
		if (!line.trimStart().startsWith('->')) {
			const virtual = virtualServer(line, at);
			if (virtual === null) {
				unparsed.push(unparsedLine(at, line, 'a virtual server, `TCP ADDRESS:PORT SCHEDULER`'));
			} else {
				servers.push(virtual);
			}
			continue;
		}
		const real = realServer(line, hasWeight, at);
		const owner = servers.at(-1);
		if (real === null || owner === undefined) {
			unparsed.push(
				unparsedLine(at, line, 'a real server, `-> ADDRESS:PORT FORWARD WEIGHT`, below its virtual server'),
			);
		} else {
			owner.servers.push(real);
		}
	}
	return {value: servers, unparsed};
};

/** The format of `ipvsadm -Ln` and /proc/net/ip_vs. */
export const ipvsFormat: Format = {
	name: 'ipvs',
	title: 'Virtual servers as ipvsadm -Ln or /proc/net/ip_vs print them',
	recognise: (text) => {
		const sample = text.slice(0, 20_000);
		if (/^IP Virtual Server version /m.test(sample)) {
			return 1;
		}
		return /^(?:TCP|UDP|SCTP) {2}\S+:\S* \w+|^FWM {2}\d+ \w+/m.test(sample) ? 0.8 : 0;
	},
	parse: parseIpvs,
};
