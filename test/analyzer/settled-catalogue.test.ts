import path from 'node:path';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {drawConclusions} from '../../source/analyzer/draw-conclusions.ts';
import {judgeNode} from '../../source/analyzer/judge-node.ts';
import {quoterOf} from '../../source/analyzer/quote-evidence.ts';
import {type Readings, readFacts} from '../../source/analyzer/read-facts.ts';
import {settledCatalogue} from '../../source/analyzer/settled-catalogue.ts';
import type {PackedFinding} from '../../source/analyzer/unpack-findings.ts';
import {wholeCatalogue} from '../../source/commands/catalogue.ts';
import {readSnapshotFile} from '../../source/sources/read-snapshot.ts';
import {createSnapshotReader} from '../../source/sources/snapshot-reader.ts';
import {fixture} from '../support/fixture.ts';

const nodes = ['nodes/healthy-cp1', 'nodes/healthy-docker-w2', 'faults/cloned-mac/w1', 'demo/ha'];

const read = async (name: string) => {
	const snapshot = await readSnapshotFile(path.join(fixture(`${name}.kdiag.json.gz`)));
	if ('exit' in snapshot) {
		throw new Error(snapshot.detail);
	}
	const {readings} = await readFacts(createSnapshotReader(snapshot), wholeCatalogue.collectors);
	return {readings, quote: quoterOf(snapshot)};
};

type Read = Awaited<ReturnType<typeof read>>;

const judged = ({readings, quote}: Read, catalogue = wholeCatalogue): ReadonlyMap<string, PackedFinding> => {
	const knowledge = drawConclusions(readings, catalogue.derivations);
	return new Map(
		catalogue.rules.flatMap((rule) =>
			rule.scope === 'node' ? [[rule.id, judgeNode(rule, {id: 'n', knowledge, quote})] as const] : [],
		),
	);
};

describe.each(nodes)('%s', async (name) => {
	const whole = await read(name);
	const final = judged(whole);

	test('what is judged before all facts are there is judged the same when they are', () => {
		const facts = wholeCatalogue.collectors.map(({fact}) => fact);
		let count = 0;
		fc.assert(
			fc.property(fc.subarray(facts, {minLength: 1, maxLength: 4}), (missing) => {
				const readings = {...whole.readings} as {[fact: string]: unknown};
				for (const fact of missing) {
					delete readings[fact];
				}
				for (const [rule, finding] of judged(
					{...whole, readings: readings as Readings},
					settledCatalogue(readings as Readings, wholeCatalogue),
				)) {
					count += 1;
					expect({rule, status: finding.status, actual: finding.actual}).toEqual({
						rule,
						status: final.get(rule)?.status,
						actual: final.get(rule)?.actual,
					});
				}
			}),
			{numRuns: 40},
		);
		expect(count).toBeGreaterThan(200);
	});
});

test('with every fact there, all of the catalogue is settled; with none, no rule is', async () => {
	const {readings} = await read('nodes/healthy-w1');
	expect(settledCatalogue(readings, wholeCatalogue)).toBe(wholeCatalogue);
	expect(settledCatalogue({}, wholeCatalogue)).toMatchObject({rules: [], derivations: []});
});
