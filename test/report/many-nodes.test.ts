import {expect, test} from 'vitest';
import type {Finding} from '../../source/model/finding.ts';
import {renderText} from '../../source/report/render-text.ts';
import {findingOf, nodeOf, reportOf} from '../support/finding.ts';

const plain = {color: false, ascii: false, width: 200};
const names = Array.from({length: 997}, (_, index) => `n${index + 1}`);
const on = (name: string, rest: Partial<Finding> = {}): Finding =>
	findingOf({
		nodes: [name],
		evidence: [{node: name, source: 'ip addr', line: 7, text: 'state DOWN'}],
		...rest,
	});
const render = (findings: readonly Finding[], nodes: readonly string[] = names): string =>
	renderText({...reportOf(findings), nodes: nodes.map((id) => ({...nodeOf({}), id, name: id}))}, plain);

const times = (text: string, part: string): number => text.split(part).length - 1;

test('a failure that stands on many nodes is shown once, with its nodes and whose proof it is', () => {
	const text = render(names.map((name) => on(name, {rule: 'link-down', actual: 'the link is down'})));
	expect(text).toContain('link-down [997 nodes: n1, n2, n3 and 994 more]');
	expect(times(text, 'link-down [')).toBe(1);
	expect(text).toContain('n1  ip addr:7\n      state DOWN\n');
	expect(text.length).toBeLessThan(2000);
});

test('ways in which a rule fails are told apart as long as they are few', () => {
	const findings = names.map((name, index) => on(name, {rule: 'mtu', actual: `the MTU is ${1400 + (index % 3)}`}));
	expect(times(render(findings), 'mtu [')).toBe(3);
	const each = render(names.map((name) => on(name, {rule: 'mtu', actual: `the MTU of ${name} is odd`})));
	expect(times(each, 'mtu [')).toBe(1);
	expect(each).toContain('the MTU of n1 is odd (and 996 more like it)');
	// Of few nodes everything is told.
	const few = names.slice(0, 9);
	const told = render(
		few.map((name) => on(name, {rule: 'mtu', actual: `the MTU of ${name} is odd`})),
		few,
	);
	expect(times(told, 'mtu [')).toBe(9);
});

test('consequences are grouped, and name their nodes where these are not those of the cause', () => {
	const cause = names.map((name) => on(name, {rule: 'cause', actual: 'broken'}));
	const effect = names.slice(0, 500).map((name) => on(name, {rule: 'effect', actual: 'lost', consequenceOf: 'cause'}));
	expect(render([...cause, ...effect])).toContain('effect [500 nodes: n1, n2, n3 and 497 more]: lost');
	expect(times(render([...cause, ...effect]), 'effect')).toBe(1);
});

test('what could not be checked is said once for all nodes and rules of one reason', () => {
	const unknown = names.flatMap((name) =>
		['a-rule', 'b-rule'].map((rule) => on(name, {rule, status: 'unknown', actual: 'nft was not recorded'})),
	);
	const text = render(unknown);
	expect(text).toContain('Could not check (1994)');
	expect(text).toContain('nft was not recorded [997 nodes: n1, n10, n100 and 994 more]\n      a-rule, b-rule\n');
	expect(times(text, 'nft was not recorded')).toBe(1);
});

test('many nodes are told by kind, few by name', () => {
	expect(render([])).toMatch(/^997 nodes {3}2026-01-02T03:04:05Z\n {2}\S.*: 997 nodes: n1, n2, n3 and 994 more\n/);
	expect(render([], ['n1', 'n2'])).toMatch(/^n1 .*\nn2 /);
});

test('what was not understood is one list', () => {
	const line = {source: 'ip addr', line: 3, text: '???', expected: 'an interface'};
	const text = renderText(
		{
			...reportOf([]),
			nodes: names.map((id) => ({...nodeOf({}), id, name: id, readings: [], unrecognised: [line]})),
		},
		plain,
	);
	expect(text).toContain('Not understood on 997 nodes: n1, n2, n3 and 994 more (997)');
	expect(text).toContain('n1 ip addr:3: expected an interface: ???');
	expect(text).toContain('… and 977 more');
});
