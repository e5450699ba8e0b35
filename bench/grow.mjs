// Inputs of one format at any size: a recorded output, repeated in the way that its format allows.
import {readdirSync, readFileSync, statSync} from 'node:fs';
import path from 'node:path';
import {inRepository} from './programs.mjs';

/** Formats of one line: no node has more of it. */
const ofOneLine = new Set(['iptables-version', 'ipam-reservation', 'kubelet-flags', 'uname']);

const repeated = (text, count) => `${text.replace(/\n?$/, '\n')}`.repeat(count);

/** JSON whose list, found by `listOf`, holds its elements as often. */
const jsonList = (listOf) => (text, count) => {
	const document = JSON.parse(text);
	const list = listOf(document);
	list.push(...Array.from({length: count - 1}, () => structuredClone(list)).flat());
	return `${JSON.stringify(document)}\n`;
};

/** Text in which what a pattern finds stands as often. */
const each = (pattern) => (text, count) => text.replace(pattern, (found) => found.repeat(count));

/** How formats grow in which a repeated text would be no document any more. */
const ways = {
	'ip-json': jsonList((document) => document),
	'nft-json': jsonList((document) => document.nftables),
	'cni-config': (text, count) => {
		const {plugins, ...rest} = JSON.parse(text);
		return jsonList((document) => document.plugins)(
			JSON.stringify(plugins ? {...rest, plugins} : {cniVersion: rest.cniVersion, name: rest.name, plugins: [rest]}),
			count,
		);
	},
	'static-pod': each(/^ {4}- --.*\n/gm),
	'kubelet-config': each(/^(?<=clusterDNS:\n)- .*\n/gm),
	'kube-proxy-config': (text, count) =>
		text.replace(/^nodePortAddresses: .*\n/m, `nodePortAddresses:\n${'- 10.0.0.0/8\n'.repeat(count)}`),
	kubeconfig: (text, count) =>
		text.replace(
			/^(clusters|contexts|users):\n((?:[- ] .*\n)+)/gm,
			(_, key, items) => `${key}:\n${items.repeat(count)}`,
		),
	'containerd-config': (text, count) =>
		`${text}\n${Array.from({length: count}, (_, index) => `[proxy_plugins.p${index}]\n  type = "snapshot"\n  address = "/run/p.sock"\n`).join('')}`,
};

/** The longest recorded output of a format; an invented one where there is none. */
const sampleOf = (format) => {
	const folder = inRepository(path.join('fixtures/commands', format));
	const files = readdirSync(folder).filter((name) => name.endsWith('json') === format.endsWith('json'));
	const recorded = files.filter((name) => !name.startsWith('synthetic--'));
	const size = (name) => statSync(path.join(folder, name)).size;
	const [longest] = (recorded.length > 0 ? recorded : files).sort((a, b) => size(b) - size(a));
	return readFileSync(path.join(folder, longest), 'utf8');
};

/** How large the first size is, in bytes; the others are four and sixteen times as large. */
const first = 32_768;

/** Three texts of a format, each four times the one before; null where a node has no more than a line of it. */
export const grownTexts = (format) => {
	if (ofOneLine.has(format)) {
		return null;
	}
	const sample = sampleOf(format);
	const grow = ways[format] ?? repeated;
	const step = grow(sample, 3).length - grow(sample, 2).length;
	const count = Math.max(1, Math.round(first / step));
	return [count, 4 * count, 16 * count].map((each) => grow(sample, each));
};
