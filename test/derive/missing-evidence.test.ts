import fc from 'fast-check';
import {expect, test} from 'vitest';
import {drawConclusions, type Knowledge, knownValue} from '../../source/analyzer/draw-conclusions.ts';
import type {Readings} from '../../source/analyzer/read-facts.ts';
import {derivations} from '../../source/derive/index.ts';
import {type RecordedNode, readRecordedNode} from '../support/recorded-node.ts';

const conclusions: ReadonlySet<string> = new Set(derivations.map((derivation) => derivation.conclusion));

/** What is known of a node when some of its facts could not be read and of some only part was given. */
const reduce = (knowledge: Knowledge, lost: readonly string[], cut: readonly string[]): Readings =>
	Object.fromEntries(
		Object.entries(knowledge)
			.filter(([name]) => !conclusions.has(name))
			.map(([name, reading]) => {
				if (lost.includes(name)) {
					return [name, {status: 'unavailable', kind: 'denied', reason: 'test', remedy: null}];
				}
				return [name, cut.includes(name) && reading.status === 'ready' ? {...reading, partial: 'test'} : reading];
			}),
	) as Readings;

test.each<RecordedNode>(['control-plane', 'worker', 'load-balancer', 'bridge-worker', 'dual-stack-worker'])(
	'whatever could not be read, nothing is missed on %s',
	async (node) => {
		const whole = await readRecordedNode(node);
		const names = Object.keys(whole).filter((name) => !conclusions.has(name));
		fc.assert(
			fc.property(fc.subarray(names), fc.subarray(names), (lost, cut) => {
				const known = drawConclusions(reduce(whole, lost, cut), derivations);
				const rows = knownValue(known, 'portTable') ?? [];
				expect(
					rows.filter((row) => ['missing', 'foreign', 'narrow', 'wide', 'unexpected'].includes(row.status)),
				).toEqual([]);
				const cni = knownValue(known, 'cni');
				expect(cni?.daemon.running ?? true).toBe(true);
				expect(cni?.leftovers ?? []).toEqual([]);
				expect((cni?.plugins ?? []).filter((plugin) => plugin.binary === 'missing')).toEqual([]);
				expect(knownValue(known, 'addressPlan')?.overlaps ?? []).toEqual([]);
				const role = knownValue(known, 'role');
				expect([knownValue(whole, 'role')?.name, 'undetermined']).toContain(role?.name ?? 'undetermined');
			}),
			{numRuns: 150},
		);
	},
);
