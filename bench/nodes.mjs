// Snapshots of any number of workers, fifty to a cluster: the recording of a healthy worker with a name, an id and addresses of its own.
import {createHash} from 'node:crypto';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {gunzipSync, gzipSync} from 'node:zlib';

const recording = path.join(import.meta.dirname, '../fixtures/nodes/healthy-w1.kdiag.json.gz');
const was = {name: 'w1', machineId: '2d8cad21662bf5c19aed646d2741e5a2', bootId: '50cbedff-d8fd-4c4c-920a-2d58f2d4dcfa'};

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** The element at the start of DER bytes (ITU-T X.690): its tag, its content, and where the next one starts. */
const element = (bytes) => {
	const long = bytes[1] & 0x80 ? bytes[1] & 0x7f : 0;
	const length = long === 0 ? bytes[1] : bytes.readUIntBE(2, long);
	const start = 2 + long;
	return {tag: bytes[0], content: bytes.subarray(start, start + length), end: start + length};
};

const encoded = (tag, content) => {
	const {length} = content;
	const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
	return Buffer.concat([Buffer.from([tag, ...size]), content]);
};

/** DER with the texts of a certificate (UTF8String, PrintableString) changed; the signature does not fit any more, which no node looks at. */
const rewrite = (bytes, change) => {
	const parts = [];
	for (let rest = bytes; rest.length > 0; ) {
		const {tag, content, end} = element(rest);
		const isText = tag === 0x0c || tag === 0x13;
		const own =
			tag & 0x20 ? rewrite(content, change) : isText ? Buffer.from(change(content.toString('latin1'))) : content;
		parts.push(encoded(tag, own));
		rest = rest.subarray(end);
	}
	return Buffer.concat(parts);
};

const certificates = (text, change) =>
	text.replace(/(-----BEGIN CERTIFICATE-----\n)([^-]+)(-----END CERTIFICATE-----)/g, (_, begin, base64, end) => {
		const lines = rewrite(Buffer.from(base64, 'base64'), change)
			.toString('base64')
			.match(/.{1,64}/g);
		return `${begin}${lines.join('\n')}\n${end}`;
	});

const base64 = (text, change) =>
	text.replace(
		/(certificate-authority-data: )(\S+)/g,
		(_, key, data) =>
			`${key}${Buffer.from(change(Buffer.from(data, 'base64').toString('latin1')), 'latin1').toString('base64')}`,
	);

const hex = (value) => value.toString(16).padStart(2, '0');

const clusterSize = 50;

/** Name, address, pod subnet and hardware addresses of the node number `index` (from 0, below 2,560). */
const identity = (index) => {
	const [high, low] = [index >> 8, index & 255];
	return {
		name: `worker-${String(index + 1).padStart(4, '0')}`,
		cluster: Math.floor(index / clusterSize),
		// Two hundred a third byte, so that no address ends in 0 or 255; the pod subnets of the recorded neighbours stay theirs.
		address: `192.168.${60 + Math.floor(index / 200)}.${20 + (index % 200)}`,
		pods: `10.${245 + high}.${low}`,
		mac: (first) => `${first.slice(0, 11)}:${hex(high)}:${hex(low)}`,
	};
};

/** What a node of flannel knows of the others of its cluster, by the command that shows it. */
const peers = (own, index, count, overlay) => {
	const first = own.cluster * clusterSize;
	const others = Array.from({length: Math.min(clusterSize, count - first)}, (_, offset) => first + offset)
		.filter((other) => other !== index)
		.map(identity);
	const lines = (line) => others.map((other) => `${line(other)}\n`).join('');
	return {
		'ip route show table all': lines(({pods}) => `${pods}.0/24 via ${pods}.0 dev flannel.1 onlink `),
		'ip neigh': lines(({pods, mac}) => `${pods}.0 dev flannel.1 lladdr ${mac(overlay)} PERMANENT `),
		'bridge fdb': lines(({address, mac}) => `${mac(overlay)} dev flannel.1 dst ${address} self permanent`),
	};
};

/** How the text of the recording changes into that of a node. */
const changeFor = ({name, cluster, address, pods, mac}) => {
	const named = (text) => text.replace(/\bw1\b/g, name);
	const addressed = (text) =>
		text
			.replace(/\b192\.168\.56\.21(\/24 brd 192\.168\.56\.255)?\b/g, (_, broad) =>
				broad ? `${address}/16 brd 192.168.255.255` : address,
			)
			.replaceAll('192.168.56.0/24', '192.168.0.0/16')
			.replaceAll('192.168.56.255', '192.168.255.255')
			.replaceAll('10.244.0.0/16', '10.240.0.0/12')
			.replaceAll('"addr": "10.244.0.0", "len": 16', '"addr": "10.240.0.0", "len": 12')
			.replace(/\b10\.244\.4\.(?=\d)/g, `${pods}.`);
	const own = (text) =>
		text
			.replaceAll(was.machineId, sha256(name).slice(0, 32))
			.replaceAll(was.bootId, `${sha256(`boot ${name}`).slice(0, 8)}${was.bootId.slice(8)}`)
			.replace(/(?<=link\/ether )\S+(?= brd ff)/g, mac);
	const authority = (text) => certificates(text, (part) => part.replace(/^kubernetes$/, `kubernetes-${cluster}`));
	return (text) => base64(certificates(own(addressed(named(text))), named), authority);
};

/** The bytes of the snapshot file of a node. */
const snapshot = (records, index, count, overlay) => {
	const own = identity(index);
	const change = changeFor(own);
	const known = peers(own, index, count, overlay);
	const lines = records.map((record) => {
		if (record.format === 'kdiag-snapshot') {
			return JSON.stringify({...record, node: own.name});
		}
		const isText = typeof record.data === 'string' && record.enc === 'utf8';
		const data = isText ? `${change(record.data)}${known[record.part] ?? ''}` : record.data;
		return JSON.stringify({...record, data, sha256: typeof data === 'string' ? sha256(data) : record.sha256});
	});
	const body = lines.map((line) => `${line}\n`).join('');
	const captures = new Set(records.flatMap(({id}) => (id === undefined ? [] : [id]))).size;
	const manifest = {records: lines.length - 1, captures, unrecognised: 0, sha256: sha256(body)};
	return gzipSync(`${body}${JSON.stringify({manifest})}\n`, {level: 1});
};

/** Writes the snapshots of `count` nodes into a folder. */
export const writeNodes = (folder, count) => {
	const records = gunzipSync(readFileSync(recording))
		.toString('utf8')
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line));
	const own = records.filter((record) => record.manifest === undefined);
	const links = own.find(({part}) => part === 'ip -d addr').data;
	const overlay = /flannel\.1:.*\n\s+link\/ether (\S+)/.exec(links)[1];
	mkdirSync(folder, {recursive: true});
	for (let index = 0; index < count; index++) {
		writeFileSync(
			path.join(folder, `node-${String(index + 1).padStart(4, '0')}.kdiag.json.gz`),
			snapshot(own, index, count, overlay),
		);
	}
};
