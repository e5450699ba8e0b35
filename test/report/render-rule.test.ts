import {expect, test} from 'vitest';
import {renderRule, renderRuleList, renderRulesPage, renderRuleTable} from '../../source/report/render-rule.ts';
import {rules} from '../../source/rules/index.ts';

const style = {color: false, ascii: false, width: 80};
const forwardDrop = rules.find((rule) => rule.id === 'forward-drop');

test('one rule says what it requires, why, how to mend it and where to read on', () => {
	if (forwardDrop === undefined) {
		throw new Error('forward-drop is gone');
	}
	const text = renderRule(forwardDrop, style);
	expect(text.split('\n', 1)[0]).toMatch(/^forward-drop {2}error, /);
	expect(text).toMatch(/^Why: /m);
	expect(text).toMatch(/^Fix: /m);
	expect(text).toMatch(/^Looks at: .*iptables/m);
	expect(text).toMatch(/^Docs: https:\/\//m);
});

test('every rule can be explained in ASCII, in colour and narrow', () => {
	for (const rule of rules) {
		expect(renderRule(rule, {...style, ascii: true}), rule.id).toMatch(/^[\n -~]*$/);
		expect(renderRule(rule, {...style, ascii: true}), rule.id).not.toContain('\\u{');
		expect(renderRule(rule, {...style, color: true}).replaceAll(/\u001B\[[0-9;]*m/g, '')).toBe(renderRule(rule, style));
	}
});

test('the list has one line for each rule under its group, in columns', () => {
	const lines = renderRuleList(rules, style).trimEnd().split('\n');
	const listed = lines.filter((line) => line.startsWith('  '));
	expect(listed).toHaveLength(rules.length);
	expect(lines.filter((line) => /^\S/.test(line))).toEqual([...new Set(rules.map(({group}) => group))]);
	expect(new Set(listed.map((line) => /^ {2}\S+ +/.exec(line)?.[0].length)).size).toBe(1);
});

test('the page and the table of the README hold every rule once', () => {
	const page = renderRulesPage(rules);
	const table = renderRuleTable(rules);
	for (const {id} of rules) {
		expect(page.split('\n').filter((line) => line === `### ${id}`)).toHaveLength(1);
		expect(table).toContain(`(docs/rules.md#${id})`);
	}
});
