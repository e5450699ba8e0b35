import {createHash} from 'node:crypto';
import {gunzipSync} from 'node:zlib';
import fc from 'fast-check';
import {beforeAll, describe, expect, test} from 'vitest';
import type {Report} from '../../source/model/report.ts';
import {unescapeVisible} from '../../source/report/escape-visible.ts';
import {attributeNames, elementNames} from '../../source/report/html/element.ts';
import {renderHtml} from '../../source/report/render-html.ts';
import {renderJson} from '../../source/report/render-json.ts';
import {verdictOf} from '../../source/report/verdict.ts';
import {demoReport} from '../support/demo-report.ts';
import {findingOf, nodeOf, reportOf} from '../support/finding.ts';
import {hostileText, withTexts} from '../support/hostile-text.ts';
import {attribute, elementsOf, isKnownSpace, readHtml, textOf} from '../support/html-document.ts';

const write = (report: Report): string => [...renderHtml(report)].join('');

/** The elements of a report as a browser reads them. */
const read = (report: Report) => readHtml(write(report));

const ofName = (report: Report, name: string) => read(report).filter(({tagName}) => tagName === name);

const texts = (report: Report, name: string): readonly string[] => ofName(report, name).map(textOf);

/** What the frame of every report adds to what data can become. */
const frame = {
	elements: ['html', 'head', 'meta', 'title', 'style', 'body', 'tbody'],
	attributes: ['lang', 'charset', 'http-equiv', 'content', 'name'],
};

let fault: Report;

beforeAll(async () => {
	fault = await demoReport('fault', ['forward-drop', 'service-without-endpoints', 'swap-enabled']);
});

/** Nothing in the document may run, load or point anywhere but to itself and to the pages of rules. */
const expectHarmless = (report: Report): void => {
	const document = write(report);
	const elements = readHtml(document);
	const pages = new Set(report.findings.flatMap(({docs}) => docs));
	const ids = new Set(elements.map((element) => attribute(element, 'id')));
	expect(elements.every(isKnownSpace)).toBe(true);
	expect(new Set([...elementNames, ...frame.elements])).toEqual(
		new Set([...elementNames, ...frame.elements, ...elements.map(({tagName}) => tagName)]),
	);
	const names = elements.flatMap(({attrs}) => attrs.map(({name}) => name.toLowerCase()));
	expect(
		[...new Set(names)].filter((name) => ![...attributeNames, ...frame.attributes].includes(name as never)),
	).toEqual([]);
	for (const element of elements) {
		const href = attribute(element, 'href');
		expect(href === null || pages.has(href) || (href.startsWith('#') && ids.has(href.slice(1)))).toBe(true);
	}
	const [policy] = elements.filter((element) => attribute(element, 'http-equiv') !== null);
	const [style] = elements.filter(({tagName}) => tagName === 'style');
	const hash = createHash('sha256')
		.update(style === undefined ? '' : textOf(style))
		.digest('base64');
	expect(policy === undefined ? '' : attribute(policy, 'content')).toBe(
		`default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
	);
	expect(document).not.toMatch(/[^\n\P{C}]/u);
};

test('a recorded node is a document without an error that runs, loads and sends nothing', () => {
	expectHarmless(fault);
});

test('the report itself is inside, for kdiag to open again', () => {
	const [template] = ofName(fault, 'template');
	expect(template && attribute(template, 'id')).toBe('kdiag-report');
	expect(template && gunzipSync(Buffer.from(textOf(template), 'base64')).toString()).toBe(
		[...renderJson(fault)].join(''),
	);
});

test('first the verdict, in the words of the text report, with the counts; the title says them too', () => {
	expect(texts(fault, 'p')[1]).toBe(verdictOf(fault));
	expect(texts(fault, 'title')).toEqual(['w1: 1 error, 0 warnings (kdiag, 2026-11-21 05:08 UTC)']);
	expect(texts(fault, 'li').slice(0, 4)).toEqual(['✗ 1 error', '! 0 warnings', 'i 1 info', '? 0 could not be checked']);
});

test('it names node, address, role, time in UTC, the version of kdiag and the origin', () => {
	const about = texts(fault, 'dl')[0] ?? '';
	for (const part of ['w1 (192.168.56.21)', 'worker, kubeadm 1.34.4', '2026-11-21T05:08:06Z (UTC)', 'kdiag 0.0.0']) {
		expect(about).toContain(part);
	}
});

test('a failure: mark and word, expected, actual, the lines that prove it, why, fix, check and docs', () => {
	const [article = ''] = texts(fault, 'article');
	const {expected, actual, why, fix, docs} = fault.findings[0] ?? findingOf();
	for (const part of ['✗ error', 'forward-drop', expected, actual, 'iptables-save -c:31', why, fix.text, ...docs]) {
		expect(article).toContain(part);
	}
	expect(texts(fault, 'code')).toEqual(
		expect.arrayContaining(['[10:726] -A FORWARD -j DROP', ...fix.commands, ...fix.verify]),
	);
	expect(article).toContain('kdiag never does');
});

test('consequences are folded into their cause, each once, and none is lost where the cause is waived', () => {
	const cause = findingOf({rule: 'cause'});
	const first = findingOf({rule: 'first', consequenceOf: 'cause'});
	const second = findingOf({rule: 'second', consequenceOf: 'first'});
	const articles = texts(reportOf([first, cause, second]), 'article');
	expect(articles.map((text) => /warning(\w+)Swap/.exec(text)?.[1])).toEqual(['cause', 'first', 'second']);
	expect(articles[0]).toContain('2 consequences');
	expect(articles[0]).toContain(articles[1]);
	expect(articles[0]).toContain(articles[2]);
	const waived = {...cause, waiver: {reason: 'known', expires: '2026-12-31', expired: false}};
	const without = reportOf([waived, first]);
	expect(texts(without, 'article')).toHaveLength(1);
	expect(texts(without, 'li').join()).toContain('until 2026-12-31: known');
});

test('failures that explain each other, as only a forged report says, are shown once each', () => {
	const one = findingOf({rule: 'one', consequenceOf: 'other'});
	const other = findingOf({rule: 'other', consequenceOf: 'one'});
	expect(texts(reportOf([one, other]), 'h3').map((text) => text.replace('! warning', ''))).toEqual(['one', 'other']);
});

test('what could not be checked says why; what passed, was asked and was read is folded', () => {
	const report = reportOf([
		findingOf({rule: 'a', status: 'unknown', actual: 'kubelet: not readable; run as root'}),
		findingOf({rule: 'b', status: 'unknown', actual: 'kubelet: not readable; run as root'}),
		findingOf({rule: 'c', status: 'pass', title: 'All is well'}),
	]);
	expect(texts(report, 'section')[1]).toBe('Could not check (2)? unknown kubelet: not readable; run as root a, b');
	expect(texts(report, 'details').join()).toContain('1 rule passed+ pass c: All is well');
	expect(texts(report, 'section')[0]).toBe('FindingsNothing is wrong in what could be checked.');
});

test.each([
	'http://kubernetes.io/',
	'javascript:alert(1)',
	'https://a b/',
	'https://user@example.com/',
	'https://example.com/"onclick="x',
	'//example.com/',
	'https://example.com/',
	' https://example.com/',
])('%s is no link', (url) => {
	const report = reportOf([findingOf({docs: [url]})]);
	expect(texts(report, 'a')).not.toContain(url);
	expect(texts(report, 'dd').map(unescapeVisible)).toContain(url);
	expectHarmless(report);
});

describe('pictures', () => {
	test('addresses: each range once, with its name, and what overlaps with mark and words', async () => {
		const report = await demoReport('fault', ['docker-range-overlap']);
		const [plan] = report.conclusions.flatMap(({addressPlan}) => addressPlan ?? []);
		const pods = plan?.ranges.find(({kind}) => kind === 'node-pods');
		if (plan === undefined || pods === undefined) {
			throw new Error('the recorded node has an address plan');
		}
		const bridge = {...pods, kind: 'bridge' as const, owner: 'docker0', cidr: '10.244.4.128/25'};
		const drawn = {
			...report,
			conclusions: report.conclusions.map((each) => ({
				...each,
				addressPlan: {...plan, ranges: [...plan.ranges, bridge], overlaps: [{first: pods, second: bridge}]},
			})),
		};
		expect(texts(drawn, 'text').slice(0, 5)).toEqual([
			'services 10.96.0.0/12',
			'pods of the cluster 10.244.0.0/16',
			'i pods of this node 10.244.4.0/24',
			'i bridge 10.244.4.128/25',
			'node network 192.168.56.0/24',
		]);
		expect(texts(drawn, 'li')).toContain(
			'i info pods of this node 10.244.4.0/24 shares addresses with bridge 10.244.4.128/25',
		);
	});

	test('packets: the chains that one enters, and the rule that drops it', () => {
		const [, way] = ofName(fault, 'svg');
		const label = (way && attribute(way, 'aria-label')) ?? '';
		expect(label).toMatch(/^tcp node port 31080 .* prerouting: ip nat PREROUTING, .* It is dropped\.$/);
		expect(way && textOf(way)).toContain('ip filter FORWARDdropped by a rule of FORWARDiptables-save -c:31');
		expect(way && textOf(way)).toContain('✗ dropped');
	});

	test('every picture says in words what it shows', () => {
		const pictures = ofName(fault, 'svg');
		expect(pictures.length).toBeGreaterThan(2);
		expect(pictures.map((picture) => attribute(picture, 'role'))).toEqual(pictures.map(() => 'img'));
		expect(pictures.every((picture) => (attribute(picture, 'aria-label') ?? '').length > 20)).toBe(true);
	});
});

describe('many', () => {
	const limit = 5_000_000;
	const size = (report: Report): number => Buffer.byteLength(write(report));

	test('nodes: the table of nodes comes first, those with most errors first; what is alike is one', () => {
		const nodes = Array.from({length: 12}, (_, index) => nodeOf({id: `n${index}`}));
		const report = reportOf(
			[
				findingOf({nodes: ['n3'], severity: 'error', rule: 'alone'}),
				...nodes.map(({id}) => findingOf({nodes: [id], evidence: []})),
			],
			{nodes},
		);
		expect(texts(report, 'tr')[1]).toBe('n3worker, kubeadm2026-01-02T03:04:05Z11––');
		expect(texts(report, 'h3')).toEqual(['✗ erroralonen3', '! warningswap-enabled12 nodes: n0, n1, n2 and 9 more']);
	});

	test('200 nodes with all their answers fit into 5 MB, and say what was left out', () => {
		const ids = Array.from({length: 200}, (_, index) => `worker-${index}`);
		const large = reportOf(
			ids.flatMap((id) => fault.findings.map((finding) => ({...finding, nodes: [id]}))),
			{
				nodes: ids.flatMap((id) => fault.nodes.map((node) => ({...node, id}))),
				conclusions: ids.flatMap((node) => fault.conclusions.map((each) => ({...each, node}))),
				answers: ids.flatMap((node) => fault.answers.map((each) => ({...each, node}))),
			},
		);
		expect(size(large)).toBeLessThan(limit);
		expect(texts(large, 'section').at(-1)).toMatch(/\d+ more nodes left out here\.$/);
	});

	test.each([
		['apart', (index: number) => ({rule: `rule-${index}`})],
		[
			'consequences of one',
			(index: number) => ({rule: index === 0 ? 'cause' : `rule-${index}`, consequenceOf: index === 0 ? null : 'cause'}),
		],
		[
			'a chain of causes',
			(index: number) => ({rule: `rule-${index}`, consequenceOf: index === 0 ? null : `rule-${index - 1}`}),
		],
	] as const)('10,000 failures, %s: below 5 MB, and none is lost in silence', (_, given) => {
		const document = write(reportOf(Array.from({length: 10_000}, (_, index) => findingOf(given(index)))));
		const [section] = readHtml(document).filter((element) => attribute(element, 'id') === 'findings');
		const elements = section === undefined ? [] : elementsOf(section);
		const shown = elements.filter(({tagName}) => tagName === 'article' || tagName === 'tr').length;
		const left = /(\d+) more failures left out here/.exec(section === undefined ? '' : textOf(section))?.[1];
		expect(Buffer.byteLength(document)).toBeLessThan(limit);
		expect(shown + Number(left)).toBe(10_000);
	});

	test('long lines of wide letters are cut, and say so', () => {
		const long = '\u{1F600}'.repeat(3000);
		const findings = Array.from({length: 400}, (_, index) =>
			findingOf({rule: `rule-${index}`, actual: long, evidence: [{node: 'n1', source: long, line: 1, text: long}]}),
		);
		const report = reportOf(findings);
		expect(size(report)).toBeLessThan(limit);
		expect(texts(report, 'code')[0]).toMatch(/^(?:\u{1F600})+ … \(5000 more letters\)$/u);
	});

	test('a report whose data has no room goes without what can be missed, and says so', () => {
		const random = (index: number): string => createHash('sha512').update(String(index)).digest('base64');
		const answers = Array.from({length: 40_000}, (_, index) => ({
			...{
				node: 'n1',
				number: 1,
				id: 'q',
				question: 'Q?',
				answer: random(index),
				values: [],
				evidence: [],
				commands: [],
			},
		}));
		const report = reportOf([findingOf()], {answers});
		const [template] = ofName(report, 'template');
		const inside = JSON.parse(
			gunzipSync(Buffer.from(template === undefined ? '' : textOf(template), 'base64')).toString(),
		) as Report;
		expect(size(report)).toBeLessThan(limit);
		expect(inside).toEqual({...report, answers: []});
		expect(texts(report, 'footer')[0]).toContain('the report without the answers to questions. Open');
	});
});

test('whatever a node says, it is text: nothing runs, loads or links, and it can be read back', () => {
	fc.assert(
		fc.property(fc.array(hostileText, {minLength: 1, maxLength: 12}), fc.boolean(), (words, all) => {
			const few = {...fault, findings: fault.findings.slice(0, 3)};
			const report = withTexts(few, words, all ? [] : ['hook', 'chain']);
			expectHarmless(report);
			const codes = new Set(texts(report, 'code').map(unescapeVisible));
			const shown = report.findings.filter(({status}) => status === 'fail').flatMap(({evidence}) => evidence);
			expect(shown.map(({text}) => text).filter((text) => !codes.has(text))).toEqual([]);
		}),
		{numRuns: 40},
	);
});

test('node names are text everywhere, in a report of one node and of several', () => {
	fc.assert(
		fc.property(hostileText, fc.integer({min: 1, max: 12}), (name, count) => {
			const ids = Array.from({length: count}, (_, index) => `${name}${index}`);
			const findings = [
				findingOf({nodes: ids}),
				...ids.map((id) => findingOf({rule: 'other', nodes: [id], actual: id})),
			];
			expectHarmless(reportOf(findings, {nodes: ids.map((id) => nodeOf({id, name: id, role: name, takenAt: name}))}));
		}),
		{numRuns: 60},
	);
});
