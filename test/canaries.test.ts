import {readdirSync} from 'node:fs';
import path from 'node:path';
import {gunzipSync} from 'node:zlib';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {type AnalyzedNode, assembleReport, readNode} from '../source/analyzer/analyze.ts';
import {wholeCatalogue} from '../source/commands/catalogue.ts';
import {diffNodes} from '../source/commands/diff.ts';
import {inspectNode} from '../source/commands/inspect-node.ts';
import {practise} from '../source/commands/practice.ts';
import {describeService} from '../source/commands/service.ts';
import {snapshotHeader} from '../source/commands/snapshot-header.ts';
import type {Reader} from '../source/model/capture.ts';
import type {Report} from '../source/model/report.ts';
import {renderDiff} from '../source/report/render-diff.ts';
import {renderFacts, renderFactsJson} from '../source/report/render-facts.ts';
import {toSafeJson} from '../source/report/render-json.ts';
import {renderReport} from '../source/report/render-report.ts';
import {renderService} from '../source/report/render-service.ts';
import {renderText} from '../source/report/render-text.ts';
import {reportFormats} from '../source/report/report-formats.ts';
import {readSnapshotFile} from '../source/sources/read-snapshot.ts';
import {createRecordedReader} from '../source/sources/recorded-reader.ts';
import {createRedactor} from '../source/sources/redact.ts';
import {createSnapshotReader} from '../source/sources/snapshot-reader.ts';
import {encodeSnapshot} from '../source/sources/write-snapshot.ts';
import {canaries, canaryOf, carrierNames, seenIn, tracesOf} from './support/canaries.ts';
import {fixtures} from './support/part.ts';
import {handOut, plantedReader} from './support/planted-node.ts';
import {firstNode, withInspection} from './support/scene-with.ts';
import {frameText, modelOf, recordedScene} from './support/screen.ts';
import {secretShapes} from './support/secret-shapes.ts';

const all = canaries(6, 1);
const traces = tracesOf(all);
const style = {color: false, ascii: false, width: 200};

/** A recorded node: how it is read, whole commands by their first two words where no file can have their name. */
const readerOf = async (name: string): Promise<Reader> => {
	if (name.endsWith('.gz')) {
		const snapshot = await readSnapshotFile(path.join(fixtures, name));
		if ('exit' in snapshot) {
			throw new Error(snapshot.detail);
		}
		return createSnapshotReader(snapshot);
	}
	const reader = createRecordedReader(path.join(fixtures, name));
	return async (input) =>
		'run' in input && input.run.join('_').length > 250
			? {...(await reader({...input, run: input.run.slice(0, 2)})), input}
			: reader(input);
};

/** A node as it is known through a redactor of its own. */
const known = (reader: Reader): Promise<AnalyzedNode> => {
	const redactor = createRedactor();
	return readNode(
		async (input) => redactor.capture(await reader(input)),
		snapshotHeader('recording', 'n1', 'test'),
		wholeCatalogue,
	);
};

const reportOf = (node: AnalyzedNode): Report => assembleReport([node], wholeCatalogue, 'test');

const whatWasSeen = (text: string): readonly string[] =>
	seenIn(text, traces).map(
		({shape, carrier, lines}) => `${shape} in ${carrier}: ${JSON.stringify(lines.join('\n')).slice(0, 200)}`,
	);

/** Findings without the tags in them. What could not be read is not the same when a reason carries a canary. */
const verdicts = ({findings}: Report): readonly string[] =>
	findings.map(({rule, status, severity, nodes, actual}) =>
		[rule, status, severity, ...nodes, status === 'unknown' ? '' : actual.replace(/<[a-z-]+#\d+>/g, '<>')].join(' '),
	);

/** How many lines of each fact were not understood. */
const unparsed = ({nodes}: Report): readonly string[] =>
	nodes.flatMap(({readings}) => readings.map(({fact, status, unparsed: lines}) => `${fact} ${status} ${lines.length}`));

const everyOutput = async (
	plain: AnalyzedNode,
	node: AnalyzedNode,
	report: Report,
): Promise<Readonly<Record<string, string>>> => {
	const service = describeService('default/kubernetes', [node], 'test');
	const difference = diffNodes(plain, node, wholeCatalogue, 'test');
	const said: string[] = [];
	const typed = ['look', ...node.snapshot.captures.map(({id}) => id), 'give up'];
	await practise(
		{node, report, rules: wholeCatalogue.rules, style},
		{say: async (text) => void said.push(text), ask: async () => typed.shift() ?? null},
	);
	const reports = await Promise.all(
		reportFormats.map(async (format) => {
			const document = await renderReport(format, report, style);
			return [`the report as ${format}`, typeof document === 'string' ? document : [...document].join('')] as const;
		}),
	);
	const embedded =
		/<template id="kdiag-report">([^<]*)/.exec(Object.fromEntries(reports)['the report as html'] ?? '')?.[1] ?? '';
	return {
		...Object.fromEntries(reports),
		'the report within the HTML report': gunzipSync(Buffer.from(embedded, 'base64')).toString('utf8'),
		facts: renderFacts(report, style),
		'facts in JSON': renderFactsJson(report),
		service: renderService(service, style),
		'service in JSON': toSafeJson(service),
		diff: renderDiff(difference, style),
		'diff in JSON': toSafeJson(difference),
		practice: said.join('\n'),
		'the snapshot file': gunzipSync(await encodeSnapshot(node.snapshot)).toString('utf8'),
	};
};

const recordings = [
	'nodes/healthy-cp1.kdiag.json.gz',
	'nodes/healthy-bridge-w1.kdiag.json.gz',
	'nodes/healthy-dual-w1.kdiag.json.gz',
	'nodes/synthetic--systemd-dmi',
	'nodes/synthetic--k3s-server',
	'nodes/control-plane',
	'faults/forward-drop-first-rule/w1.kdiag.json.gz',
] as const;

test('there are thousands of canaries, of every shape in every carrier', () => {
	expect(all.length).toBeGreaterThanOrEqual(4032);
	expect(new Set(all.map(({shape, carrier}) => `${shape} ${carrier}`)).size).toBeGreaterThanOrEqual(48 * 14);
});

test('what looks for canaries finds them, plain and encoded', () => {
	for (const canary of all) {
		const text = canary.lines.join('\n');
		expect(seenIn(text, tracesOf([canary])).length, text).toBe(1);
		const [longest = ''] = canary.drawn.toSorted((a, b) => b.length - a.length);
		const encoded = Buffer.from(`..${longest}`).toString('base64');
		expect(seenIn(encoded, tracesOf([canary])).length, longest).toBe(1);
	}
});

test.each(recordings)('no canary that was planted in %s is seen anywhere, and no verdict changes', async (name) => {
	const reader = await readerOf(name);
	const planted = new Set<string>();
	const next = handOut(all, 40);
	const take = (file: string) => {
		const taken = next(file);
		for (const {shape, carrier} of taken) {
			planted.add(`${shape} ${carrier}`);
		}
		return taken;
	};
	const plain = await known(reader);
	const node = await known(plantedReader(reader, take));
	expect(planted.size).toBeGreaterThan(300);
	const [before, after] = [reportOf(plain), reportOf(node)];
	for (const [output, text] of Object.entries(await everyOutput(plain, node, after))) {
		expect(whatWasSeen(text), output).toEqual([]);
	}
	expect(verdicts(after)).toEqual(verdicts(before));
	expect(unparsed(after)).toEqual(unparsed(before));
	const [told] = after.nodes;
	expect(told?.hidden?.map(({kind}) => kind).sort()).toEqual(['key', 'password', 'private-key', 'secret', 'token']);
	expect(told?.hiddenSources).toBeGreaterThan(10);
});

test('no canary is seen on the screen that shows raw output', async () => {
	const node = await known(plantedReader(await readerOf('nodes/healthy-w1.kdiag.json.gz'), handOut(all, 40)));
	const scene = await recordedScene(['faults/forward-drop-first-rule'], ['forward-drop']);
	const {captures} = inspectNode(node, []);
	const shown = withInspection(scene, {captures});
	expect(firstNode(shown)).toBeDefined();
	let lines = 0;
	for (const subject of captures.flatMap(({parts}) => parts.map((part) => part.name))) {
		const frame = frameText(modelOf(shown, {columns: 400, rows: 400}, {screen: 'raw', subject}));
		lines += frame.split('\n').length;
		expect(whatWasSeen(frame), subject).toEqual([]);
	}
	expect(lines).toBeGreaterThan(10_000);
});

test('what is hidden is told once for each different secret', async () => {
	const secret = all.filter(({shape, carrier}) => shape === 'an opaque token' && carrier === 'comment').slice(0, 1);
	const report = reportOf(await known(plantedReader(await readerOf('nodes/healthy-w1.kdiag.json.gz'), () => secret)));
	expect(report.nodes[0]?.hidden).toEqual([{kind: 'token', count: 1, sources: expect.any(Number)}]);
	expect(renderText(report, style)).toMatch(/^1 value hidden in \d+ sources: 1 token$/m);
	const healthy = reportOf(await known(await readerOf('nodes/healthy-w1.kdiag.json.gz')));
	expect(healthy.nodes[0]).toMatchObject({hidden: [], hiddenSources: 0});
	expect(renderText(healthy, style)).toMatch(/^Nothing hidden$/m);
});

test('no secret of any shape in any carrier is seen among other text', () => {
	const around = fc.stringMatching(/^[a-z0-9 .,/\n-]{0,40}$/);
	fc.assert(
		fc.property(
			fc.constantFrom(...secretShapes),
			fc.constantFrom(...carrierNames),
			fc.nat(),
			around,
			around,
			(shape, carrier, seed, before, after) => {
				const canary = canaryOf(shape, carrier, seed);
				const text = `${before}\n${canary.lines.join('\n')}\n${after}`;
				expect(seenIn(createRedactor().text(text), tracesOf([canary])), text).toEqual([]);
			},
		),
		{numRuns: 5000},
	);
});

const files = readdirSync(path.join(fixtures, 'nodes')).filter((file) => file.endsWith('.gz'));

/** Addresses and ranges, as often as they stand there. */
const addresses = (text: string): readonly string[] =>
	text.match(/\b\d{1,3}(?:\.\d{1,3}){3}(?:\/\d+)?\b|\b[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}\b/g) ?? [];

test.each(files)('of %s, a healthy node, every word stays', async (file) => {
	const snapshot = await readSnapshotFile(path.join(fixtures, 'nodes', file));
	if ('exit' in snapshot) {
		throw new Error(snapshot.detail);
	}
	const redactor = createRedactor();
	for (const {parts} of snapshot.captures) {
		for (const {name, text} of parts) {
			const redacted = redactor.text(text);
			expect(addresses(redacted), name).toEqual(addresses(text));
			expect(redacted, name).toBe(text);
		}
	}
});
