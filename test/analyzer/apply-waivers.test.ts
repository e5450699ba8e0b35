import {expect, test} from 'vitest';
import {applyWaivers} from '../../source/analyzer/apply-waivers.ts';
import type {Finding} from '../../source/model/finding.ts';
import {exitStatus} from '../../source/report/exit-status.ts';

const finding = (rest: Partial<Finding> = {}): Finding => ({
	rule: 'forward-drop',
	group: 'firewall',
	severity: 'error',
	status: 'fail',
	nodes: ['w1'],
	title: '',
	expected: '',
	actual: 'dropped in FORWARD',
	evidence: [{node: 'w1', source: 'iptables-save -c', line: 3, text: '-A FORWARD -j DROP'}],
	why: '',
	fix: {text: '', commands: [], verify: []},
	docs: [],
	consequenceOf: null,
	required: false,
	...rest,
});
const waiver = {rule: 'forward-drop', reason: 'known', expires: '2026-06-30'};
const today = '2026-06-30';

const waived = (...rest: readonly Partial<typeof waiver & {node: string; match: string}>[]) =>
	applyWaivers(
		[finding()],
		rest.map((each) => ({...waiver, ...each})),
		today,
	)[0]?.waiver;

test.each([
	['its last day still counts', {}, {expired: false}],
	['the day after', {expires: '2026-06-29'}, {expired: true}],
	['this node', {node: 'w1'}, {expired: false}],
	['a text of the sentence', {match: 'FORWARD'}, {expired: false}],
	['a text of the evidence', {match: '-j DROP'}, {expired: false}],
])('covers: %s', (_, rest, expected) => {
	expect(waived(rest)).toMatchObject(expected);
});

test.each([
	['another rule', {rule: 'ip-forward-off'}],
	['another node', {node: 'w2'}],
	['a text that is not there', {match: 'OUTPUT'}],
])('does not cover: %s', (_, rest) => {
	expect(waived(rest)).toBeUndefined();
});

test('one that is still good wins over one that has expired', () => {
	expect(waived({expires: '2020-01-01'}, {expires: '2027-01-01'})).toMatchObject({
		expires: '2027-01-01',
		expired: false,
	});
});

test('what passes is not waived', () => {
	expect(applyWaivers([finding({status: 'pass'})], [waiver], today)[0]?.waiver).toBeUndefined();
});

test('a waived failure does not set the exit status; an expired one does', () => {
	const report = (list: readonly Finding[]) => ({findings: list}) as never;
	expect(exitStatus(report(applyWaivers([finding()], [waiver], today)), 'warning')).toBe(0);
	expect(exitStatus(report(applyWaivers([finding()], [waiver], '2026-07-01')), 'warning')).toBe(2);
});
