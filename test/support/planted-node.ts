import {hash} from 'node:crypto';
import type {Capture, Part, Reader} from '../../source/model/capture.ts';
import type {Canary} from './canaries.ts';

/** Plants canaries into a text where its format has room for them, so that it stays of its format. */
type Plant = (text: string, canaries: readonly Canary[]) => string;

const hasControl = (line: string): boolean => /[\u0000-\u001f]/.test(line);

const withNewline = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);

const comments = (canaries: readonly Canary[], mark = '# '): string =>
	canaries.flatMap(({lines}) => lines.map((line) => `${mark}${line}\n`)).join('');

/** Carriers whose lines are YAML as they are. */
const isYaml = ({carrier}: Canary): boolean =>
	['kubeconfig', 'annotation', 'base64', 'block', 'JSON'].includes(carrier);

const yaml: Plant = (text, canaries) => {
	const keys = canaries.filter(isYaml).map(({lines}, index) => {
		const indent = /^ */.exec(lines[0] ?? '')?.[0].length ?? 0;
		return `canary-${index}:\n${lines.map((line) => `  ${line.slice(indent)}\n`).join('')}`;
	});
	const visible = canaries.filter((canary) => !isYaml(canary) && !canary.lines.some(hasControl));
	return `${comments(visible)}${withNewline(text)}${keys.join('')}`;
};

/** Lines of canaries that have but one: what a comment or a message of one line can carry. */
const single = (canaries: readonly Canary[]): readonly string[] =>
	canaries.flatMap(({lines}) => (lines.length === 1 ? lines : []));

const json: Plant = (text, canaries) => {
	const document: Record<string, unknown> = JSON.parse(text);
	const said = canaries.map(({field, value, lines, carrier}) =>
		carrier === 'kubeconfig' ? {[field]: value.replaceAll('\\n', '\n')} : lines.join('\n'),
	);
	return `${JSON.stringify({...document, canaries: said}, null, 2)}\n`;
};

const nftJson: Plant = (text, canaries) => {
	const {nftables} = JSON.parse(text) as {nftables: readonly {readonly table?: {family: string; name: string}}[]};
	const table = nftables.find((item) => item.table !== undefined)?.table;
	if (table === undefined) {
		return text;
	}
	const at = {family: table.family, table: table.name};
	const rules = single(canaries).map((comment, index) => ({
		rule: {...at, chain: 'CANARIES', handle: 9000 + index, comment, expr: [{accept: null}]},
	}));
	return `${JSON.stringify({nftables: [...nftables, {chain: {...at, name: 'CANARIES', handle: 8999}}, ...rules]})}\n`;
};

const iptablesSave: Plant = (text, canaries) => {
	const counters = /^\[\d/m.test(text) ? '[0:0] ' : '';
	const rules = single(canaries)
		.filter((line) => !hasControl(line))
		.map((line) => `${counters}-A CANARIES -m comment --comment "${line.replace(/["\\]/g, '\\$&')}" -j RETURN\n`);
	return text.replace(
		/(\*filter\n(?::.*\n)*)([\s\S]*?)COMMIT/,
		(_, head: string, body: string) => `${head}:CANARIES - [0:0]\n${body}${rules.join('')}COMMIT`,
	);
};

const iptablesList: Plant = (text, canaries) => {
	const rules = single(canaries)
		.filter((line) => !hasControl(line))
		.map(
			(line) =>
				`    0     0 RETURN     all  --  *      *       0.0.0.0/0            0.0.0.0/0            /* ${line} */\n`,
		);
	return `${withNewline(text)}\nChain CANARIES (0 references)\n pkts bytes target     prot opt in     out     source               destination         \n${rules.join('')}`;
};

const argv: Plant = (text, canaries) =>
	text === ''
		? text
		: `${text}${canaries.map((canary) => (canary.carrier === 'argv' ? `--${canary.field}\0${canary.value}\0` : `${canary.lines.join('\n')}\0`)).join('')}`;

const asMessage =
	(write: (line: string) => string): Plant =>
	(text, canaries) =>
		withNewline(text) +
		canaries
			.filter(({lines, carrier}) => lines.length === 1 || carrier === 'PEM')
			.flatMap(({lines}) => lines.map((line) => `${write(line)}\n`))
			.join('');

const klog = (line: string): string => `I1121 05:00:00.000000     100 canary.go:1] ${line}`;

const podLog: Plant = (text, canaries) => {
	const isJson = / F \{/.test(text.slice(0, 400));
	const say = (line: string): string =>
		isJson
			? JSON.stringify({level: 'info', ts: '2026-11-21T05:00:00.000Z', caller: 'c/c.go:1', msg: line})
			: klog(line);
	return asMessage((line) => `2026-11-21T05:00:00.000000000Z stderr F ${say(line)}`)(text, canaries);
};

const journal: Plant = (text, canaries) => {
	const first: object = JSON.parse(text.split('\n')[0] ?? '{}');
	return asMessage((line) => JSON.stringify({...first, MESSAGE: line}))(text, canaries);
};

/** In one word, as a path of a socket or a name of a file is. */
const words = (canaries: readonly Canary[]): readonly string[] =>
	canaries.flatMap(({field, value}) => {
		const word = `${field}=${value}`;
		return /[\s/"\\$]/.test(word) ? [] : [word];
	});

const afterRows =
	(write: (word: string) => string): Plant =>
	(text, canaries) =>
		withNewline(text) +
		words(canaries)
			.map((word) => `${write(word)}\n`)
			.join('');

const plants: readonly (readonly [RegExp, Plant])[] = [
	[/\/proc\/\d+\/cmdline$/, argv],
	[/\.conflist$/, json],
	[/nft_?.-j_?.list/, nftJson],
	[/ip6?tables(?:-legacy)?-save/, iptablesSave],
	[/^(?:.*\/)?ip6?tables.-(?:t.nat.-)?L/, iptablesList],
	[/\.(?:yaml|yml)$|\/etc\/kubernetes\/[a-z-]+\.conf$|kube-proxy\/config\.conf$/, yaml],
	[/\/var\/log\/pods\//, podLog],
	[/containerd\.log$/, asMessage((line) => `time="2026-11-21T05:00:00Z" level=info msg=${JSON.stringify(line)}`)],
	[/\/var\/log\/.*\.log$/, asMessage(klog)],
	[/journalctl/, journal],
	[
		/systemctl.show/,
		(text, canaries) =>
			text.replace(
				'LoadState=',
				`${single(canaries)
					.filter((line) => !hasControl(line))
					.map((line) => `Environment=${line}\n`)
					.join('')}LoadState=`,
			),
	],
	[
		/\.(?:crt|pem)$/,
		(text, canaries) => withNewline(text) + canaries.flatMap(({lines}) => lines.map((line) => `${line}\n`)).join(''),
	],
	[
		/\.toml$|\/etc\/(?:hosts|nsswitch\.conf|resolv\.conf|os-release)$|subnet\.env$|\.env$/,
		(text, canaries) => withNewline(text) + comments(canaries.filter(({lines}) => !lines.some(hasControl))),
	],
	[
		/ip.-d.addr$/,
		(text, canaries) =>
			text.replace(
				/(link\/loopback.*\n)/,
				(line) =>
					`${line}${words(canaries)
						.slice(0, 1)
						.map((word) => `    alias ${word}\n`)
						.join('')}`,
			),
	],
	[
		/netstat.-npa$/,
		afterRows(
			(word) => `unix  2      [ ACC ]     STREAM     LISTENING     999999   1/systemd            @/run/${word}`,
		),
	],
	[
		/\/proc\/net\/unix$/,
		afterRows((word) => `0000000000000000: 00000002 00000000 00010000 0001 01 999999 @/run/${word}`),
	],
	[/ls.-l..opt.cni.bin$/, afterRows((word) => `-rw-r--r-- 1 root root       10 Nov 21 05:00 ${word}`)],
];

/** Whether a file or an output has room for canaries. */
export const canHold = (name: string): boolean => plants.some(([pattern]) => pattern.test(name));

/** The text of a file or an output with canaries in it, where it has room for them. */
export const planted = (name: string, text: string, canaries: readonly Canary[]): string => {
	const plant = plants.find(([pattern]) => pattern.test(name))?.[1];
	return text === '' || plant === undefined ? text : plant(text, canaries);
};

/** Hands out canaries, so many to each name that asks, the same to the same. */
export const handOut =
	(all: readonly Canary[], count: number) =>
	(name: string): readonly Canary[] => {
		const first = Number.parseInt(hash('sha256', name).slice(0, 8), 16);
		return Array.from({length: count}, (_, index) => all[(first + index * 59) % all.length] as Canary);
	};

/** A reader of a node in every file and output of which canaries were planted, in complaints and reasons, too. */
export const plantedReader = (reader: Reader, take: (name: string) => readonly Canary[]): Reader => {
	const seen = new Map<Part, Part>();
	const plant = (part: Part): Part => {
		const known = seen.get(part) ?? {
			...part,
			text: canHold(part.name) ? planted(part.name, part.text, take(part.name)) : part.text,
		};
		seen.set(part, known);
		return known;
	};
	const said = (id: string): string => single(take(id).slice(0, 3)).join('\n');
	return async (input) => {
		const capture: Capture = await reader(input);
		const {parts, failure, stderr} = capture;
		return {
			...capture,
			parts: parts.map(plant),
			stderr: stderr === '' ? '' : `${stderr}\n${said(capture.id)}`,
			failure: failure === null ? null : {...failure, detail: `${failure.detail}\n${said(capture.id)}`},
		};
	};
};
