import {readdirSync, readFileSync, statSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {type AnalyzedNode, assembleReport, readNode} from '../../source/analyzer/analyze.ts';
import {wholeCatalogue} from '../../source/commands/catalogue.ts';
import {openSources} from '../../source/commands/open-sources.ts';
import {disguiseSnapshots} from '../../source/disguise/disguise-snapshots.ts';
import type {Report} from '../../source/model/report.ts';
import type {Disguised, Snapshot} from '../../source/model/snapshot.ts';
import {renderJson} from '../../source/report/render-json.ts';
import {createSnapshotReader} from '../../source/sources/snapshot-reader.ts';
import {snapshotLines} from '../../source/sources/write-snapshot.ts';
import {fixtures} from '../support/part.ts';
import {around} from '../support/screen.ts';
import {seededDraw} from '../support/seeded-draw.ts';

const open = async (sources: readonly string[]): Promise<readonly AnalyzedNode[]> =>
	(await openSources(sources, {catalogue: wholeCatalogue, timeout: 8, around}, (node) => node)).nodes;

const analyzed = (snapshots: readonly Snapshot[]): Promise<readonly AnalyzedNode[]> =>
	Promise.all(snapshots.map((snapshot) => readNode(createSnapshotReader(snapshot), snapshot, wholeCatalogue)));

const reportOf = (nodes: readonly AnalyzedNode[]): Report => assembleReport(nodes, wholeCatalogue, 'test');

/** Findings with nodes by their number: what they are called is another matter. */
const verdicts = ({findings, nodes}: Report): readonly string[] =>
	findings
		.map(({rule, status, severity, nodes: on, evidence, consequenceOf}) =>
			[
				rule,
				status,
				severity,
				consequenceOf,
				evidence.length,
				...on.map((id) => nodes.findIndex((node) => node.id === id)),
			].join(' '),
		)
		.sort();

const readings = ({nodes}: Report): readonly string[] =>
	nodes.flatMap(({readings: all, role, distribution}) => [
		`${role} ${distribution}`,
		...all.map(({fact, status, unparsed}) => `${fact} ${status} ${unparsed.length}`),
	]);

/** Ranges that mean the same everywhere, defaults of distributions as far as everybody knows them, and public resolvers. */
const stays =
	/^(?:(?:0|127|22[4-9]|2[3-5]\d)\.|169\.254\.|192\.0\.[02]\.|198\.51\.100\.|203\.0\.113\.|10\.96\.0\.|10\.244\.0\.|10\.4[23]\.0\.|10\.152\.183\.|172\.17\.0\.|10\.0\.2\.|10\.(?:32|85|88)\.0\.|10\.1\.0\.0|10\.47\.255\.255|(?:10|172\.16|192\.168|100\.64)(?:\.0)+$|10\.255\.255\.255|8\.8\.[48]\.[48]|1\.[01]\.[01]\.1|9\.9\.9\.9)/;
const staysV6 = /^(?:::|ff|fe80|64:ff9b|2001:db8)/;
const isGroup = (mac: string): boolean =>
	mac === '00:00:00:00:00:00' || (Number.parseInt(mac.slice(0, 2), 16) & 1) === 1;

const isV4 = (text: string): boolean => text.split('.').every((part) => Number(part) < 256);

const all = (text: string, expression: RegExp, keep: (found: string) => boolean): ReadonlySet<string> =>
	new Set((text.match(expression) ?? []).filter(keep));

const addressesIn = (text: string): ReadonlySet<string> =>
	all(text, /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?!\d|\.\d)/g, (a) => isV4(a) && !stays.test(a));
const addressesV6In = (text: string): ReadonlySet<string> =>
	all(
		text,
		/(?<![0-9A-Za-z:.])(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6}(?![0-9A-Za-z:])/g,
		(a) => a.includes('::') && !staysV6.test(a),
	);
const macsIn = (text: string): ReadonlySet<string> =>
	all(text, /(?<![0-9a-f:])(?:[0-9a-f]{2}:){5}[0-9a-f]{2}(?![0-9a-f:])/g, (a) => !isGroup(a));

const textOf = (snapshots: readonly Snapshot[]): string => snapshots.flatMap(snapshotLines).join('');

const isNode = (entry: string): boolean => entry.endsWith('.gz') || statSync(entry).isDirectory();

const sets: readonly (readonly [string, readonly string[]])[] = [
	...readdirSync(path.join(fixtures, 'nodes')).map(
		(name) => [`nodes/${name}`, [path.join(fixtures, 'nodes', name)]] as const,
	),
	...readdirSync(path.join(fixtures, 'faults')).map((name) => {
		const folder = path.join(fixtures, 'faults', name);
		return [
			`faults/${name}`,
			readdirSync(folder)
				.map((entry) => path.join(folder, entry))
				.filter(isNode),
		] as const;
	}),
];

/** Names of the machines that were recorded; one that is a common word stays. */
const names = ['cp1', 'cp2', 'cp3', 'w1', 'w2', 'lb1'];

test.each(sets)(
	'%s under other addresses and names has the same findings, and nothing of its own is left',
	async (name, sources) => {
		const nodes = await open(sources);
		expect(nodes.length).toBeGreaterThan(0);
		const snapshots = nodes.map(({snapshot}) => snapshot);
		const hidden = disguiseSnapshots(snapshots, ['addresses', 'names'], seededDraw(name.length * 7919));
		const [before, after] = [reportOf(nodes), reportOf(await analyzed(hidden))];
		expect(verdicts(after)).toEqual(verdicts(before));
		expect(readings(after)).toEqual(readings(before));
		const [was, is] = [textOf(snapshots), textOf(hidden) + [...renderJson(after)].join('')];
		for (const find of [addressesIn, addressesV6In, macsIn]) {
			expect([...find(was)].filter((address) => find(is).has(address))).toEqual([]);
		}
		expect(names.filter((each) => new RegExp(`(?<![A-Za-z0-9+])${each}(?![A-Za-z0-9+])`).test(is))).toEqual([]);
		const lines = (all: readonly Snapshot[]): readonly number[] =>
			all.flatMap(({captures}) => captures.flatMap(({parts}) => parts.map(({text}) => text.split('\n').length)));
		expect(lines(hidden)).toEqual(lines(snapshots));
	},
);

const faults = sets.filter(([name]) => name.startsWith('faults/'));

test('of faults that are recorded, the expected one stands first also when they are hidden', async () => {
	const first = await Promise.all(
		faults
			.filter((_, index) => index % 7 === 0)
			.map(async ([name, sources]) => {
				const hidden = disguiseSnapshots(
					(await open(sources)).map(({snapshot}) => snapshot),
					['addresses', 'names'],
					seededDraw(3),
				);
				const failing = reportOf(await analyzed(hidden)).findings.filter(({status}) => status === 'fail');
				const [top] = failing.some(({severity}) => severity !== 'info')
					? failing.filter(({severity}) => severity !== 'info')
					: failing;
				const {expect: rules} = JSON.parse(readFileSync(path.join(fixtures, name, 'fault.json'), 'utf8')) as {
					expect: readonly string[];
				};
				return rules.includes(top?.rule ?? '') ? [] : [name];
			}),
	);
	expect(first.flat()).toEqual([]);
});

test.each<readonly [Disguised, boolean, boolean]>([
	['addresses', true, false],
	['names', false, true],
])('--hide %s leaves the other as it is', async (what, hidesAddresses, hidesNames) => {
	const nodes = await open([path.join(fixtures, 'nodes/healthy-cp1.kdiag.json.gz')]);
	const [hidden] = disguiseSnapshots(
		nodes.map(({snapshot}) => snapshot),
		[what],
		seededDraw(1),
	);
	const text = textOf(hidden === undefined ? [] : [hidden]);
	expect([text.includes('192.168.56.11'), /\bcp1\b/.test(text)]).toEqual([!hidesAddresses, !hidesNames]);
	expect(hidden?.disguised).toEqual([what]);
});

test('what is hidden can be hidden again', async () => {
	const nodes = await open([path.join(fixtures, 'nodes/healthy-dual-w1.kdiag.json.gz')]);
	const once = disguiseSnapshots(
		nodes.map(({snapshot}) => snapshot),
		['names'],
		seededDraw(1),
	);
	const twice = disguiseSnapshots(once, ['addresses', 'names'], seededDraw(2));
	expect(twice[0]?.disguised).toEqual(['names', 'addresses']);
	expect(verdicts(reportOf(await analyzed(twice)))).toEqual(verdicts(reportOf(nodes)));
	expect([...addressesIn(textOf(once))].filter((address) => addressesIn(textOf(twice)).has(address))).toEqual([]);
});
