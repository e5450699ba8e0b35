import {expect, test} from 'vitest';
import {judgeNode} from '../../source/analyzer/judge-node.ts';
import {createUnpacker} from '../../source/analyzer/unpack-findings.ts';
import type {Finding} from '../../source/model/finding.ts';
import type {Known, KnownName, NodeRule, Rule} from '../../source/model/rule.ts';
import {knowledgeOf, place} from './node-facts.ts';

const supervisor: Known['supervisor'] = {
	kind: 'systemd',
	services: Object.fromEntries(
		['kubelet', 'containerd', 'docker', 'firewalld', 'ufw', 'nftables'].map((name) => [
			name,
			{
				start: `systemctl start ${name}`,
				restart: `systemctl restart ${name}`,
				stop: `systemctl stop ${name}`,
				logs: `journalctl -u ${name} -n 50 --no-pager`,
			},
		]),
	),
};

/** A worker of kubeadm; rows of a table change what they are about. */
export const roleOf = (name: string, given: Partial<Known['role']> = {}): Known['role'] => ({
	roles: name === 'control-plane' ? ['control-plane', 'etcd'] : name === 'undetermined' ? [] : [name as 'worker'],
	name,
	distribution: 'kubeadm',
	managed: false,
	certainty: 'determined',
	signs: [],
	version: {value: '1.34.4', at: place('kubelet --version')},
	...given,
});

/** What one rule says of a node of which this is known. */
export const judge = (
	rule: Rule,
	known: Partial<Known>,
	partial: {readonly [K in KnownName]?: string} = {},
): Finding => {
	const packed = judgeNode(rule as NodeRule<never, never>, {
		id: 'n1',
		knowledge: knowledgeOf({supervisor, ...known}, partial) as never,
		quote: () => 'quoted',
	});
	const [finding] = createUnpacker([rule])('n1', supervisor, [packed]);
	if (finding === undefined) {
		throw new Error(`${rule.id} says nothing`);
	}
	return finding;
};

/** A row of a table: its name, what is known, and for a violation what the finding must hold. */
export type Row = readonly [name: string, known: Partial<Known>, expected?: object];

/** Tests a rule by two tables: nodes on which it holds (pass, unless the row says skip or unknown), and nodes that violate it. */
export const testRule = (rule: Rule, holds: readonly Row[], violated: readonly Row[]): void => {
	for (const [name, known, expected] of holds) {
		test(`${rule.id} holds: ${name}`, () => {
			expect(judge(rule, known)).toMatchObject(expected ?? {status: 'pass'});
		});
	}
	for (const [name, known, expected] of violated) {
		test(`${rule.id} is violated: ${name}`, () => {
			const finding = judge(rule, known);
			expect(finding.status, finding.actual).toBe('fail');
			expect(finding.evidence.length).toBeGreaterThan(0);
			expect(finding.expected).not.toBe('');
			expect(finding).toMatchObject({severity: rule.severity, ...expected});
		});
	}
	test(`${rule.id} is unknown where nothing is known`, () => {
		expect(judge(rule, {}).status).toBe('unknown');
	});
};
