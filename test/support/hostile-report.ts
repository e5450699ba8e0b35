import fc from 'fast-check';
import type {Evidence, Finding} from '../../source/model/finding.ts';
import type {Report, ReportNode} from '../../source/model/report.ts';
import {findingOf, nodeOf, reportOf} from './finding.ts';

/** What Markdown, HTML, XML, JSON, issue trackers, links and terminals make something of. */
const traps = [
	...[
		'@team',
		'@org/team',
		'#123',
		'owner/repo#1',
		'GH-7',
		'!42',
		'%3',
		'~bug',
		'deadbeef1',
		'a'.repeat(40),
		':x:',
		':tada:',
	],
	...[
		'![i](https://evil.example/p.png)',
		'[a](javascript:alert(1))',
		'[a]: https://evil.example',
		'[a]',
		'[^1]',
		'[^1]: note',
	],
	...[
		'https://evil.example/x',
		'http://evil.example',
		'www.evil.example',
		'evil.example',
		'a@evil.example',
		'mailto:a@b.example',
	],
	...[
		'<https://evil.example>',
		'<img src=x onerror=alert(1)>',
		'<details>',
		'</details>',
		'<!--',
		'-->',
		'<b>',
		'&lt;',
		'&#60;',
		'&',
	],
	...[
		'`',
		'``',
		'```',
		'````',
		'~~~',
		'```sh',
		'|',
		'|--|',
		'\n',
		'\n\n',
		'\r\n',
		'\t',
		'    ',
		'# h',
		'- [ ] t',
		'> q',
		'1. x',
		'---',
		'===',
	],
	...[
		'*',
		'**b**',
		'_i_',
		'~~s~~',
		'$x$',
		'$$',
		'\\',
		'\\`',
		']]>',
		'<![CDATA[',
		'<?x',
		'"',
		"'",
		'{{x}}',
		'{0}',
		'/lgtm',
		'/close',
	],
	...['..', '../../etc/passwd', '/', '//', '%2e%2e', '#', '?', ' ', '', 'C:\\x'],
	...[
		'\u0000',
		'\u0008',
		'\u001B[31m',
		'\u007F',
		'\u0085',
		'\u009B',
		'\u2028',
		'\u202E',
		'\u200B',
		'\uFEFF',
		'\uFFFE',
		'\uFFFF',
		'\uD800',
		'\uDC00',
		'\u{E0041}',
		'\u{1F600}',
		'e\u0301\u0301\u0301',
	],
];

/** Text in which somebody set traps, between words and without blanks. */
export const hostileText: fc.Arbitrary<string> = fc
	.array(
		fc.oneof(
			{weight: 4, arbitrary: fc.constantFrom(...traps)},
			fc.constantFrom('port', 'is', 'closed', '10.0.0.1:443'),
			fc.string({unit: 'binary', maxLength: 4}),
		),
		{maxLength: 7},
	)
	.chain((parts) => fc.constantFrom('', ' ').map((between) => parts.join(between)));

const evidence = (nodes: readonly string[]): fc.Arbitrary<Evidence> =>
	fc.record({
		node: fc.constantFrom(...nodes),
		source: fc.oneof(
			hostileText,
			hostileText.map((text) => `/etc/${text}`),
		),
		line: fc.nat(),
		text: hostileText,
	});

const texts = fc.array(hostileText, {maxLength: 2});

const waiver = fc.record({reason: hostileText, expires: hostileText, expired: fc.boolean()});

const finding = (nodes: readonly string[]): fc.Arbitrary<Finding> =>
	fc
		.record(
			{
				rule: fc.oneof(fc.constantFrom('swap-enabled', 'forward-drop'), hostileText),
				group: fc.oneof(fc.constantFrom('system', 'nodes'), hostileText),
				severity: fc.constantFrom('error', 'warning', 'info'),
				status: fc.constantFrom('fail', 'fail', 'fail', 'unknown', 'skip', 'pass'),
				nodes: fc.subarray([...nodes], {minLength: 1}),
				title: hostileText,
				expected: hostileText,
				actual: hostileText,
				evidence: fc.array(evidence(nodes), {maxLength: 4}),
				why: hostileText,
				fix: fc.record({text: hostileText, commands: texts, verify: texts}),
				docs: fc.array(fc.oneof(hostileText, fc.constant('https://kubernetes.io/docs/')), {maxLength: 2}),
				consequenceOf: fc.constantFrom(null, null, 'swap-enabled', 'forward-drop'),
				required: fc.boolean(),
				waiver,
			},
			{
				requiredKeys: [
					'rule',
					'group',
					'severity',
					'status',
					'nodes',
					'title',
					'expected',
					'actual',
					'evidence',
					'why',
					'fix',
					'docs',
					'consequenceOf',
					'required',
				],
			},
		)
		.map(findingOf);

const node = (id: string): fc.Arbitrary<ReportNode> =>
	fc
		.record({
			name: hostileText,
			role: fc.oneof(fc.constant('none'), hostileText),
			distribution: hostileText,
			origin: fc.constantFrom('live', 'recording', 'paste'),
			takenAt: fc.oneof(fc.constant('2026-01-02T03:04:05Z'), hostileText),
			hidden: fc.array(fc.record({kind: hostileText, count: fc.nat(9), sources: fc.nat(9)}), {maxLength: 2}),
			unrecognised: fc.array(
				fc.record({source: hostileText, line: fc.nat(), text: hostileText, expected: hostileText}),
				{maxLength: 2},
			),
			readings: fc.array(
				fc.record({
					fact: hostileText,
					status: fc.constantFrom('ready', 'unavailable'),
					reason: fc.option(hostileText),
					remedy: fc.option(hostileText),
					partial: fc.constant(null),
					sources: fc.constant([]),
					unparsed: fc.constant([]),
				}),
				{maxLength: 2},
			),
		})
		.map((given) => nodeOf({...given, id}));

/** A report in which every text is of somebody who means harm. */
export const hostileReport: fc.Arbitrary<Report> = fc
	.uniqueArray(hostileText, {minLength: 1, maxLength: 3})
	.chain((ids) =>
		fc.record({
			nodes: fc.tuple(...ids.map(node)),
			findings: fc.array(finding(ids), {maxLength: 6}),
			version: hostileText,
			answers: fc.array(
				fc.record({node: fc.constantFrom(...ids), answer: hostileText}).map((given) => ({
					...given,
					number: 1,
					id: 'q',
					question: 'Q?',
					values: [],
					evidence: [],
					commands: [],
				})),
				{maxLength: 1},
			),
		}),
	)
	.map(({nodes, findings, version, answers}) => reportOf(findings, {nodes, answers, tool: {name: 'kdiag', version}}));
