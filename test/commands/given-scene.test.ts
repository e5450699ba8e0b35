import {describe, expect, test} from 'vitest';
import type {Scene, SceneSource} from '../../source/model/scene.ts';
import {isInspectable} from '../../source/model/scene.ts';
import {givenSource, recordedReport} from '../support/given.ts';

const rules = ['input-missing-accept'];
const fault = 'faults/peer-port-dropped-for-one';
const plain = await recordedReport(fault, rules);
const whole = await recordedReport(fault, rules, '--with-snapshot');

/** The scene after something was asked for. */
const sceneAfter = (source: SceneSource, holds: (scene: Scene) => boolean, ask: () => void): Promise<Scene> =>
	new Promise((resolve) => {
		source.watch((scene) => {
			if (holds(scene)) {
				resolve(scene);
			}
		});
		ask();
	});

describe('a report that was given', () => {
	test('is there at once, and is not judged', () => {
		const {first} = givenSource(plain);
		expect(first.report).toBe(plain);
		expect(first.progress).toMatchObject({isLive: false, passes: 1, isReading: false});
		expect(first.groups.get('input-missing-accept')).toBe('firewall');
		expect([...first.tracks.values()].map(({finding}) => finding.rule)).toEqual(['input-missing-accept']);
		expect(isInspectable(first, 'cp1')).toBe(false);
	});

	test('with its snapshots shows a node when somebody looks into it', async () => {
		const source = givenSource(whole);
		expect(source.first.inspections.size).toBe(0);
		expect(isInspectable(source.first, 'cp2')).toBe(true);
		const scene = await sceneAfter(
			source,
			({inspections}) => inspections.size > 0,
			() => {
				source.inspect('cp2');
				source.inspect('cp2');
				source.inspect('nobody');
			},
		);
		expect([...scene.inspections.keys()]).toEqual(['cp2']);
		const {evidence = []} = whole.findings.find(({status}) => status === 'fail') ?? {};
		expect(evidence.length).toBeGreaterThan(0);
		for (const {text, ...place} of evidence) {
			expect(scene.inspections.get('cp2')?.quote(place)).toBe(text);
		}
	});

	test('says of a snapshot that is none that it is none, once, and waits for it no more', async () => {
		const snapshots = (whole.snapshots ?? []).map((each) => ({...each, data: 'AAAA'}));
		const source = givenSource({...whole, snapshots});
		const scene = await sceneAfter(
			source,
			({failures}) => failures.length > 0,
			() => source.inspect('cp1'),
		);
		expect(scene.failures).toEqual([expect.stringMatching(/^ticket\.json, snapshot of cp1: .*expected gzip/)]);
		expect(isInspectable(scene, 'cp1')).toBe(false);
		expect(isInspectable(scene, 'cp2')).toBe(true);
	});

	test('without snapshots has none to write', async () => {
		await expect(givenSource(plain).writeSnapshot()).rejects.toThrow('this report has no snapshot inside');
	});
});
