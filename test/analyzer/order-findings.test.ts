import {expect, test} from 'vitest';
import {linkCauses, orderFindings} from '../../source/analyzer/order-findings.ts';
import type {Finding} from '../../source/model/finding.ts';

const finding = (rule: string, rest: Partial<Finding> = {}): Finding => ({
	rule,
	group: 'firewall',
	severity: 'error',
	status: 'fail',
	nodes: ['n1'],
	title: '',
	expected: '',
	actual: '',
	evidence: [],
	why: '',
	fix: {text: '', commands: [], verify: []},
	docs: [],
	consequenceOf: null,
	required: false,
	...rest,
});

const links = [
	{cause: 'stopped', consequences: ['silent', 'lost']},
	{cause: 'silent', consequences: ['lost']},
];

test('a failure that another explains on the same node says so', () => {
	const [first, second] = linkCauses([finding('stopped'), finding('silent')], links);
	expect([first?.consequenceOf, second?.consequenceOf]).toEqual([null, 'stopped']);
});

test('a failure on another node explains nothing', () => {
	expect(linkCauses([finding('stopped', {nodes: ['n2']}), finding('silent')], links)[1]?.consequenceOf).toBeNull();
});

test('a rule that passes explains nothing', () => {
	expect(linkCauses([finding('stopped', {status: 'pass'}), finding('silent')], links)[1]?.consequenceOf).toBeNull();
});

test('two failures never explain each other', () => {
	const both = [
		{cause: 'a', consequences: ['b']},
		{cause: 'b', consequences: ['a', 'c']},
		{cause: 'c', consequences: ['a']},
	];
	const linked = linkCauses([finding('c'), finding('b'), finding('a')], both);
	expect(linked.map(({rule, consequenceOf}) => [rule, consequenceOf])).toEqual([
		['c', 'b'],
		['b', 'a'],
		['a', null],
	]);
});

test('a link can ask for evidence that ties the two', () => {
	const tied = [{cause: 'stopped', consequences: ['silent'], when: (cause: Finding) => cause.actual === 'etcd'}];
	expect(linkCauses([finding('stopped'), finding('silent')], tied)[1]?.consequenceOf).toBeNull();
	expect(linkCauses([finding('stopped', {actual: 'etcd'}), finding('silent')], tied)[1]?.consequenceOf).toBe('stopped');
});

test('causes come first, by severity, then consequences, then unknown, skip, pass', () => {
	const findings = [
		finding('passed', {status: 'pass'}),
		finding('skipped', {status: 'skip'}),
		finding('unsure', {status: 'unknown'}),
		finding('lost', {consequenceOf: 'stopped'}),
		finding('note', {severity: 'info'}),
		finding('warned', {severity: 'warning'}),
		finding('other'),
		finding('stopped'),
	];
	const ordered = orderFindings(findings, ['other', 'stopped', 'lost', 'warned', 'note']).map(({rule}) => rule);
	expect(ordered).toEqual(['stopped', 'other', 'warned', 'note', 'lost', 'unsure', 'skipped', 'passed']);
});
