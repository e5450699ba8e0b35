import {expect, test} from 'vitest';
import {assembleReport, type Catalogue, readNode} from '../../source/analyzer/analyze.ts';
import {readFacts} from '../../source/analyzer/read-facts.ts';
import {hostname} from '../../source/collectors/hostname.ts';
import {collectors} from '../../source/collectors/index.ts';
import type {Capture} from '../../source/model/capture.ts';
import type {Collector} from '../../source/model/collector.ts';
import type {Input} from '../../source/model/input.ts';
import {defineQuestion} from '../../source/model/question.ts';
import {defineClusterRule, defineRule} from '../../source/model/rule.ts';
import type {Snapshot} from '../../source/model/snapshot.ts';
import {createSnapshotReader} from '../../source/sources/snapshot-reader.ts';
import {captured, snapshotOf} from '../support/snapshot.ts';

const analyzeNode = (snapshot: Snapshot, of: Catalogue) => readNode(createSnapshotReader(snapshot), snapshot, of);

const text = {
	title: 'Names are short',
	why: 'Because.',
	fix: 'Rename {name}.',
	verify: [],
	docs: ['https://example.org/'],
	group: 'test',
	tier: 1 as const,
};

const short = defineRule({
	...text,
	id: 'short-name',
	severity: 'warning',
	roles: 'any',
	needs: ['hostname'],
	commands: ['hostname {name}'],
	check: ({hostname: name}) =>
		name.value.length > 3
			? [{expected: '3 letters', actual: name.value, evidence: [name.at], values: {name: name.value.slice(0, 3)}}]
			: [],
});

const absent = defineRule({
	...text,
	id: 'absent-name',
	severity: 'error',
	roles: 'any',
	needs: ['hostname'],
	whole: ['hostname'],
	commands: [],
	check: () => [],
});

const duplicate = defineClusterRule({
	...text,
	id: 'duplicate-name',
	severity: 'error',
	roles: 'any',
	needs: ['hostname'],
	commands: [],
	check: (nodes) =>
		nodes
			.filter((node) => nodes.some((other) => other !== node && other.view.hostname.value === node.view.hostname.value))
			.slice(0, 1)
			.map((node) => ({
				expected: 'different',
				actual: 'equal',
				nodes: nodes.map((n) => n.id),
				evidence: [{...node.view.hostname.at, node: node.id}],
			})),
});

const named = defineQuestion({
	number: 1,
	id: 'name',
	question: 'What is it called',
	uses: ['hostname', 'uptime'],
	commands: ['hostname'],
	answer: ({hostname: name}) =>
		name === undefined
			? {missing: 'no hostname'}
			: {answer: `It is ${name.value}.`, values: [name.value], evidence: [name.at]},
});

const catalogue: Catalogue = {
	collectors: [hostname as unknown as Collector],
	derivations: [],
	rules: [short, absent, duplicate],
	causes: [],
	questions: [named],
	asked: 'all',
};

const reportOf = async (...captures: readonly (readonly Capture[])[]) =>
	assembleReport(await Promise.all(captures.map((list) => analyzeNode(snapshotOf(list), catalogue))), catalogue, '0');

const findingOf = async (rule: string, ...captures: readonly (readonly Capture[])[]) =>
	(await reportOf(...captures)).findings.find((finding) => finding.rule === rule);

test('a violation becomes a failure with its verbatim line and filled fix', async () => {
	expect(await findingOf('short-name', [captured({run: ['hostname']}, 'longname\n')])).toMatchObject({
		status: 'fail',
		nodes: ['longname'],
		actual: 'longname',
		evidence: [{node: 'longname', source: 'hostname', line: 1, text: 'longname'}],
		fix: {text: 'Rename lon.', commands: ['hostname lon']},
	});
});

test('a value with shell syntax never enters a command', async () => {
	const finding = await findingOf('short-name', [captured({run: ['hostname']}, '$(id)\n')]);
	expect(finding?.fix.commands).toEqual([]);
	expect(finding?.fix.text).toBe('Rename $(i.');
});

test('a reading that failed gives unknown with its reason and remedy', async () => {
	const failure = {kind: 'denied', detail: 'permission denied', remedy: 'run as root'} as const;
	const capture = captured({run: ['hostname']}, '', {parts: [], failure});
	const finding = await findingOf('short-name', [capture]);
	expect(finding).toMatchObject({
		status: 'unknown',
		actual: 'hostname: permission denied; run as root',
		required: false,
	});
});

test('an input that was not recorded is unknown, not absent', async () => {
	expect((await findingOf('absent-name', []))?.status).toBe('unknown');
});

test('part of an output proves presence, never absence', async () => {
	const part = (name: string) => [captured({run: ['hostname']}, name, {partial: 'pasted output'})];
	expect((await findingOf('short-name', part('longname')))?.status).toBe('fail');
	expect((await findingOf('short-name', part('n1')))?.status).toBe('unknown');
	expect((await findingOf('absent-name', part('n1')))?.status).toBe('unknown');
});

test('what was found in part of an output is there', async () => {
	const found = defineRule({
		...text,
		id: 'found-name',
		severity: 'error',
		roles: 'any',
		needs: ['hostname'],
		whole: ['hostname'],
		found: true,
		commands: [],
		check: ({hostname: name}) => (name.value === 'n1' ? [] : [{expected: 'n1', actual: 'no n1', evidence: [name.at]}]),
	});
	const statusOf = async (name: string, partial: string | null) => {
		const node = await analyzeNode(snapshotOf([captured({run: ['hostname']}, name, {partial})]), catalogue);
		return assembleReport([node], {...catalogue, rules: [found]}, '0').findings[0]?.status;
	};
	expect([
		await statusOf('n1', 'pasted output'),
		await statusOf('n2', 'pasted output'),
		await statusOf('n2', null),
	]).toEqual(['pass', 'unknown', 'fail']);
});

test('where single things are looked up, a part is enough', async () => {
	const looked = {...short, id: 'looked-up', enough: ['hostname']} as unknown as typeof short;
	const statusOf = async (name: string) => {
		const node = await analyzeNode(snapshotOf([captured({run: ['hostname']}, name, {partial: 'cut'})]), catalogue);
		return assembleReport([node], {...catalogue, rules: [looked]}, '0').findings[0]?.status;
	};
	expect([await statusOf('n1'), await statusOf('longname')]).toEqual(['pass', 'fail']);
});

test('nodes that share a name are told apart and compared', async () => {
	const one = [captured({run: ['hostname']}, 'n1')];
	const report = await reportOf(one, one);
	expect(report.nodes.map((node) => node.id)).toEqual(['n1', 'n1#2']);
	expect(report.findings[0]).toMatchObject({
		rule: 'duplicate-name',
		status: 'fail',
		nodes: ['n1', 'n1#2'],
		evidence: [{node: 'n1', text: 'n1'}],
	});
});

test('a node that could not be read is unknown in a comparison, by name', async () => {
	const finding = await findingOf('duplicate-name', [captured({run: ['hostname']}, 'n1')], []);
	expect(finding).toMatchObject({status: 'unknown', nodes: ['n1#2']});
});

test('one node alone is not compared', async () => {
	expect(await findingOf('duplicate-name', [captured({run: ['hostname']}, 'n1')])).toMatchObject({status: 'skip'});
});

test('questions are answered with evidence or say what is missing', async () => {
	const report = await reportOf([captured({run: ['hostname']}, 'n1')]);
	expect(report.answers).toMatchObject([{answer: 'It is n1.', values: ['n1'], evidence: [{line: 1, text: 'n1'}]}]);
	expect((await reportOf([])).answers).toMatchObject([{answer: 'no hostname', values: [], evidence: []}]);
});

test('a parser that throws costs one fact, never the report', async () => {
	const broken = {
		...hostname,
		collect: () => {
			throw new Error('oops');
		},
	} as unknown as Collector;
	const node = await analyzeNode(snapshotOf([]), {...catalogue, collectors: [broken]});
	expect(node.knowledge.hostname).toMatchObject({status: 'unavailable', kind: 'not-understood'});
});

test('evidence in JSON is the value at its pointer', async () => {
	const {quoterOf} = await import('../../source/analyzer/quote-evidence.ts');
	const quote = quoterOf(snapshotOf([captured({run: ['x']}, '{"a":[{"b/c":1}]}')]));
	expect(quote({source: 'x', line: 1, path: '/a/0'})).toBe('{"b/c":1}');
	expect(quote({source: 'x', line: 1, path: '/a/0/b~1c'})).toBe('1');
	expect(quote({source: 'y', line: 1})).toBe('');
});

test('what does not depend on earlier facts is read without waiting for them', async () => {
	const waiting = Promise.withResolvers<void>();
	const asked: string[] = [];
	const version: Collector<'uptime'> = {
		fact: 'uptime',
		title: 'Uptime',
		after: ['hostname'],
		isReadAtOnce: true,
		inputs: () => [{file: '/proc/uptime'}],
		collect: (captures, known) => ({
			value: {value: `${known.hostname?.value} ${captures[0]?.id}`, at: {source: '/proc/uptime', line: 1}} as never,
			unparsed: [],
		}),
	};
	const reader = async (input: Input): Promise<Capture> => {
		const capture = captured(input, input === hostnameInput ? 'n1\n' : '1 1\n');
		asked.push(capture.id);
		if (input === hostnameInput) {
			await waiting.promise;
		}
		return capture;
	};
	const hostnameInput: Input = {run: ['hostname']};
	const slow = {...hostname, inputs: () => [hostnameInput]};
	const read = readFacts(reader, [slow, version] as unknown as readonly Collector[]);
	await new Promise((resolve) => setImmediate(resolve));
	expect(asked.sort()).toEqual(['/proc/uptime', 'hostname']);
	waiting.resolve();
	expect((await read).readings.uptime).toMatchObject({value: {value: 'n1 /proc/uptime'}});
});

test('collectors that are read at once ask for the same whatever is known', () => {
	const early = collectors.filter(({isReadAtOnce}) => isReadAtOnce === true);
	expect(early.map(({fact}) => fact)).toEqual(['iptables', 'nftables', 'kubeletVersion']);
	expect(early.map(({inputs}) => inputs.length)).toEqual([0, 0, 0]);
});
