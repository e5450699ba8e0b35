import {readdirSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {causes} from '../../source/rules/causes.ts';
import {rules} from '../../source/rules/index.ts';

const folder = path.join(import.meta.dirname, '../../source/rules');
const files = readdirSync(folder, {recursive: true, encoding: 'utf8'})
	.filter((file) => file.includes(path.sep) && !file.endsWith('index.ts'))
	.map((file) => file.split(path.sep).join('/'));

test('every file is a rule in the list and the reverse', () => {
	expect(rules.map((rule) => `${rule.group}/${rule.id}.ts`).sort()).toEqual([...files].sort());
});

test('ids are unique kebab-case', () => {
	expect(new Set(rules.map((rule) => rule.id)).size).toBe(rules.length);
	for (const rule of rules) {
		expect(rule.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
	}
});

test.each(rules.map((rule) => [rule.id, rule] as const))('%s is well written', (_, rule) => {
	// A sentence begins with a capital, unless it begins with the name of a program.
	expect(rule.title).toMatch(/^(?:[A-Z]|kube-|etcd|containerd|br_netfilter|flannel|cni0).*[^.]$/);
	expect(rule.title.length).toBeLessThanOrEqual(72);
	expect(rule.why).toMatch(/\.$/);
	expect(rule.fix).toMatch(/^[A-Z].*\.$/s);
	expect(rule.docs.length).toBeGreaterThan(0);
	for (const doc of rule.docs) {
		expect(doc).toMatch(/^https:\/\//);
	}
	expect(rule.needs.length).toBeGreaterThan(0);
});

test.each(rules.map((rule) => [rule.id, rule.group]))('%s has a test', (id, group) => {
	expect(readdirSync(path.join(import.meta.dirname, group))).toContain(`${id}.test.ts`);
});

test('a cause is never its own consequence', () => {
	for (const link of causes) {
		expect(link.consequences).not.toContain(link.cause);
	}
});
