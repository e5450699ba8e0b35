import {readdirSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {wholeCatalogue} from '../../source/commands/catalogue.ts';
import {openSources} from '../../source/commands/open-sources.ts';
import {createSavedScene, type OpenAll} from '../../source/commands/saved-scene.ts';
import type {Scene} from '../../source/model/scene.ts';
import {fixture} from '../support/fixture.ts';
import {around} from '../support/screen.ts';

const recordings = readdirSync(fixture('nodes')).filter((name) => /^(?:healthy|synthetic)-/.test(name));
const options = {
	catalogue: {...wholeCatalogue, rules: [], questions: []},
	timeout: 8,
	around,
	waivers: {list: [], today: around.today},
};

/** Watches more nodes than are kept; counts how often all of them are gone through. */
const watched = async () => {
	let count = 0;
	const openAll: OpenAll = (keep) => {
		count += 1;
		return openSources(
			recordings.map((name) => fixture(`nodes/${name}`)),
			options,
			keep,
		);
	};
	const source = createSavedScene(openAll, options);
	let told: (scene: Scene) => void = () => undefined;
	const next = (): Promise<Scene> =>
		new Promise((resolve) => {
			told = resolve;
		});
	const first = next();
	source.watch((scene) => told(scene));
	return {source, scene: await first, next, passes: () => count};
};

describe('nodes that are not kept', () => {
	test('are read again when somebody looks into them: all that are wanted in one go, each once, and each is itself', async () => {
		const {source, scene, next, passes} = await watched();
		const missing = scene.report.nodes.filter(({id}) => !scene.inspections.has(id));
		const twins = missing.filter(({name}) => name === 'w1');
		expect(twins.length).toBeGreaterThan(3);
		const [first, ...rest] = twins;
		source.inspect(first?.id ?? '');
		for (const {id} of [...rest, ...rest]) {
			source.inspect(id);
		}
		const one = await next();
		expect(one.inspections.has(first?.id ?? '')).toBe(true);
		const all = await next();
		expect(passes()).toBe(3);
		// Nodes with one name are told apart: what is looked into is what the report speaks of.
		for (const {id} of twins) {
			const [version] =
				all.inspections
					.get(id)
					?.meaning()
					.node?.filter(({key}) => key === 'version') ?? [];
			const role = all.report.conclusions.find(({node}) => node === id)?.role;
			expect(version?.value).toBe(role?.version?.value);
			const text = (all.inspections.get(id)?.captures ?? [])
				.flatMap(({parts}) => parts.map((part) => part.text))
				.join('\n');
			expect(text).toContain(all.report.conclusions.find(({node}) => node === id)?.nodeAddress?.addresses[0]?.address);
		}
	});

	test('one that is gone by then is said to be', async () => {
		const {source, scene, next} = await watched();
		const [kept] = recordings.splice(-1);
		const last = scene.report.nodes.at(-1)?.id ?? '';
		source.inspect(last);
		const after = await next();
		recordings.push(kept ?? '');
		expect(after.inspections.has(last)).toBe(false);
		expect(after.failures).toContain(`${last} was not found again`);
	});
});
