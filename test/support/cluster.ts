import {expect, test} from 'vitest';
import {judgeCluster} from '../../source/analyzer/judge-cluster.ts';
import type {Finding} from '../../source/model/finding.ts';
import type {ClusterRule, Known, Rule} from '../../source/model/rule.ts';
import {roleOf} from './judge.ts';
import {iface, knowledgeOf, place} from './node-facts.ts';
import {nodeAt} from './plan.ts';

/** What is known of the n-th worker of a cluster: a machine of its own unless told otherwise. */
export const worker = (n: number, given: Partial<Known> = {}): Partial<Known> => ({
	hostname: {value: `w${n}`, at: place('hostname')},
	machineId: {value: String(n).repeat(32), at: place('/etc/machine-id')},
	bootId: {value: `boot-${n}`, at: place('/proc/sys/kernel/random/boot_id')},
	interfaces: [iface({name: 'eth0', mac: `52:54:00:00:00:2${n}`, at: place('ip -d addr', 7)})],
	nodeAddress: nodeAt(`192.168.56.2${n}/24`),
	role: roleOf('worker'),
	...given,
});

/** What a rule that compares nodes says of these, which are called n0, n1 and so on. */
export const judgeNodes = (rule: Rule, nodes: readonly Partial<Known>[]): readonly Finding[] =>
	judgeCluster(
		rule as ClusterRule<never, never>,
		nodes.map((known, index) => ({id: `n${index}`, knowledge: knowledgeOf(known) as never, quote: () => 'quoted'})),
	);

/** A row of a table: its name, the nodes, and for a violation what its findings must hold, each in its turn. */
export type ClusterRow = readonly [name: string, nodes: readonly Partial<Known>[], ...expected: readonly object[]];

/** Tests a rule that compares nodes by two tables, as `testRule` does for one node. */
export const testClusterRule = (rule: Rule, holds: readonly ClusterRow[], violated: readonly ClusterRow[]): void => {
	for (const [name, nodes] of holds) {
		test(`${rule.id} holds: ${name}`, () => {
			expect(judgeNodes(rule, nodes)).toMatchObject([{status: 'pass'}]);
		});
	}
	for (const [name, nodes, ...expected] of violated) {
		test(`${rule.id} is violated: ${name}`, () => {
			const findings = judgeNodes(rule, nodes);
			expect(findings).toMatchObject(expected.map((each) => ({severity: rule.severity, ...each, status: 'fail'})));
			for (const finding of findings) {
				expect(finding.evidence.length).toBeGreaterThan(0);
				expect(new Set(finding.evidence.map(({node}) => node)).size).toBeLessThanOrEqual(finding.nodes.length + 1);
			}
		});
	}
	test(`${rule.id} is unknown where nothing is known`, () => {
		expect(judgeNodes(rule, [{}, {}])).toMatchObject([{status: 'unknown'}]);
	});
};
