import fc from 'fast-check';
import markdownIt from 'markdown-it';
import {micromark} from 'micromark';
import {gfm, gfmHtml} from 'micromark-extension-gfm';
import {beforeAll, describe, expect, test} from 'vitest';
import type {Report} from '../../source/model/report.ts';
import {isDocumentation} from '../../source/report/documentation-link.ts';
import {escapeVisible} from '../../source/report/escape-visible.ts';
import {renderMarkdown} from '../../source/report/render-markdown.ts';
import {faultReport} from '../support/demo-report.ts';
import {findingOf, nodeOf, reportOf} from '../support/finding.ts';
import {hostileReport} from '../support/hostile-report.ts';
import {strayBytes} from '../support/stray-bytes.ts';

/** As GitHub reads Markdown, and as others do who find links in plain text, too. Both let HTML through, so that it is seen. */
const readers: readonly (readonly [string, (markdown: string) => string])[] = [
	[
		'micromark with GFM',
		(text) =>
			micromark(text, {
				extensions: [gfm()],
				htmlExtensions: [gfmHtml()],
				allowDangerousHtml: true,
				allowDangerousProtocol: true,
			}),
	],
	['markdown-it with linkify', (text) => markdownIt({html: true, linkify: true, typographer: true}).render(text)],
];

const own = ['h1', 'h2', 'h3', 'p', 'ul', 'li', 'strong', 'code', 'pre', 'a'];

const decoded = (html: string): string =>
	html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

const elementsOf = (html: string): readonly string[] =>
	[...html.matchAll(/<([a-z!?][a-z0-9]*)/gi)].map((match) => match[1] ?? '');

/** What a reader shows as running text: there mentions, emoji and links of trackers are looked for. */
const runningText = (html: string): string =>
	decoded(html.replace(/<(pre|code|a)\b[^>]*>[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]*>/g, '\n'));

const blocksOf = (html: string): string =>
	decoded([...html.matchAll(/<pre>[\s\S]*?<\/pre>/g)].map(([block]) => block).join('\n'));

let fault: Report;

beforeAll(async () => {
	fault = await faultReport();
});

test('a recorded node', async () => {
	await expect(renderMarkdown(fault)).toMatchFileSnapshot('frames/fault.md');
});

describe.each(readers)('whatever a node says, %s', (_, read) => {
	test('makes no element, link, mention or emoji of it, and shows evidence as it is', () => {
		fc.assert(
			fc.property(hostileReport, (report) => {
				const html = read(renderMarkdown(report));
				expect(elementsOf(html).filter((name) => !own.includes(name))).toEqual([]);
				const targets = [...html.matchAll(/<a\b[^>]*?(?:href="([^"]*)")?>/g)].map((match) => match[1] ?? '');
				expect(targets.filter((target) => !isDocumentation(target))).toEqual([]);
				const text = runningText(html);
				expect(text).not.toMatch(/[@#~|\\<[\]{}$_]|:\w+:|:\/\/|www\.|[0-9a-f]{7}/i);
				expect(text).not.toMatch(/[!%&]\w/);
				const [first] = report.findings.filter(
					({status, consequenceOf, waiver}) => status === 'fail' && consequenceOf === null && waiver === undefined,
				);
				const shown = blocksOf(html);
				for (const line of first?.evidence ?? []) {
					expect(shown).toContain(`\n    ${escapeVisible(line.text)}\n`);
				}
			}),
			{numRuns: 600},
		);
	});
});

test('nothing hidden and nothing that moves is in it, and it fits a comment', () => {
	fc.assert(
		fc.property(hostileReport, (report) => {
			const bytes = Buffer.from(renderMarkdown(report));
			expect(strayBytes(bytes)).toEqual([]);
			expect(bytes.length).toBeLessThanOrEqual(60_000);
		}),
		{numRuns: 300},
	);
});

test('no line begins with a slash: robots would obey it', () => {
	const trap = findingOf({actual: '/close', evidence: [{node: 'n1', source: '/approve', line: 1, text: '/lgtm'}]});
	expect(renderMarkdown(reportOf([trap]))).not.toMatch(/^\//m);
});

test('a fence is longer than what would end it', () => {
	const trap = findingOf({evidence: [{node: 'n1', source: 'f', line: 1, text: '`````'}]});
	expect(renderMarkdown(reportOf([trap]))).toContain('\n``````text\n  f:1\n    `````\n``````\n');
});

test('a link is there only to pages that rules name', () => {
	const docs = ['https://kubernetes.io/docs/', 'https://evil.example/docs/', 'javascript:alert(1)'];
	const text = renderMarkdown(reportOf([findingOf({docs})]));
	expect(text).toContain('Read on: <https://kubernetes.io/docs/>, `https://evil.example/docs/`, `javascript:alert(1)`');
});

test('the head says of which node, when, by whom, what was checked and how to look again', () => {
	const readings = [
		{
			fact: 'swaps',
			status: 'unavailable',
			reason: 'EACCES',
			remedy: 'run as root',
			partial: null,
			sources: [],
			unparsed: [],
		},
	] as const;
	const node = nodeOf({
		id: 'cp-1',
		name: 'cp-1',
		role: 'control-plane',
		origin: 'live',
		readings,
		hidden: [{kind: 'token', count: 2, sources: 1}],
	});
	const report = reportOf([findingOf({nodes: ['cp-1']}), findingOf({status: 'pass', rule: 'x'})], {nodes: [node]});
	expect(renderMarkdown(report).split('\n## ')[0]).toMatchInlineSnapshot(`
		"# kdiag: \`cp-1\`: 0 errors, 1 warning, 0 unknown

		Swap is on. Switch it off.

		- **Node:** \`cp-1\`, control-plane, kubeadm
		- **Taken:** \`2026-01-02T03:04:05Z\` by kdiag \`test\`
		- **Checked:** 1 failed, 1 passed, 0 could not be checked, 0 do not apply; 1 of 1 facts could not be read
		- **Hidden:** \`2\` values hidden in 1 source: 2 tokens
		- **Again:** \`kdiag report cp-1.kdiag.json.gz\`, a snapshot of the node
		"
	`);
});

test('consequences stand under their cause, also those of consequences', () => {
	const chain = [
		findingOf({rule: 'cause', severity: 'error'}),
		findingOf({rule: 'effect', consequenceOf: 'cause', actual: 'pods wait'}),
		findingOf({rule: 'later', consequenceOf: 'effect', actual: 'services too'}),
	];
	const text = renderMarkdown(reportOf(chain));
	expect(text).toContain('**Consequences**\n\n- ! warning `effect`: pods wait\n- ! warning `later`: services too\n');
	expect(text.match(/^### /gm)).toHaveLength(1);
});

test('a consequence of what is waived stands for itself', () => {
	const waiver = {reason: 'known', expires: '2027-01-01', expired: false};
	const text = renderMarkdown(
		reportOf([findingOf({rule: 'cause', waiver}), findingOf({rule: 'effect', consequenceOf: 'cause'})]),
	);
	expect(text).toContain('### ! warning: effect');
	expect(text).toContain('## Waived (1)\n\n- ! warning `cause`: swap is on (until `2027-01-01`: known)');
});

describe('a report that is too long', () => {
	const many = (count: number): Report =>
		reportOf([
			findingOf({rule: 'worst', severity: 'error', actual: 'all is lost'}),
			...Array.from({length: count}, (_, index) =>
				findingOf({
					rule: `rule-${'abcdefghij'[index % 10]}`,
					actual: `port ${index} is closed, ${'which is bad '.repeat(20)}`,
				}),
			),
			findingOf({rule: 'unread', status: 'unknown', actual: 'nft was not read'}),
		]);

	test.each([100, 1000, 10_000])('of %i findings is cut at a finding, and says what is missing', (count) => {
		const text = renderMarkdown(many(count));
		expect(Buffer.byteLength(text)).toBeLessThanOrEqual(60_000);
		expect(Buffer.byteLength(text)).toBeGreaterThan(45_000);
		expect(text.indexOf('### ✗ error: worst')).toBeLessThan(text.indexOf('### ! warning'));
		expect(text).toContain('## Could not check (1)\n\n- nft was not read; rules: `unread`');
		expect(text).toMatch(/\n### \d+ findings without their proof\n\n- ! warning /);
		if (count > 100) {
			expect(text).toMatch(/\*\*\d+ findings left out:\*\* `rule-.`, .*`rule-j`.*; see the JSON report\.\n/);
		}
		// Every fence that is opened is closed.
		expect((text.match(/^```/gm)?.length ?? 0) % 2).toBe(0);
	});

	test('counts every finding once: as a section, a line or left out', () => {
		const text = renderMarkdown(many(1000));
		const sections = text.match(/^### [✗!]/gm)?.length ?? 0;
		const [, rest] = /### (\d+) findings without/.exec(text) ?? [];
		expect(sections + Number(rest)).toBe(1001);
		const lines = text.match(/^- ! warning `rule/gm)?.length ?? 0;
		const [, left] = /\*\*(\d+) findings left out/.exec(text) ?? [];
		expect(lines + Number(left)).toBe(Number(rest));
	});

	test('long texts of one finding do not push the others out', () => {
		const long = '`@x` '.repeat(20_000);
		const flood = findingOf({
			severity: 'error',
			expected: long,
			actual: long,
			why: long,
			title: long,
			evidence: Array.from({length: 5000}, (_, line) => ({node: 'n1', source: long, line, text: long})),
			fix: {text: long, commands: [long, 'swapoff -a'], verify: Array.from({length: 5000}, () => 'true')},
		});
		const text = renderMarkdown(reportOf([flood, findingOf({rule: 'other'})]));
		expect(Buffer.byteLength(text)).toBeLessThanOrEqual(60_000);
		expect(text).toContain('### ! warning: other');
		// Half of a command is never there to be copied.
		expect(text).toContain('```sh\nswapoff -a\n```\n\n1 more or longer than fits: see the JSON report.');
	});
});

test('what a sentence quotes as code is one piece of code', () => {
	const report = reportOf([findingOf({actual: 'run `ip rule` (or "`ip -6 rule`"), see `a`b and `c'})]);
	expect(renderMarkdown(report)).toContain(
		'- **Actual:** run `ip rule` (or "`ip -6 rule`"), see `` `a`b `` and `` `c ``\n',
	);
});
