import {describe, expect, test} from 'vitest';
import type {Scene, SceneSource} from '../../source/model/scene.ts';
import {findingKey} from '../../source/model/scene.ts';
import {runAccessible} from '../../source/ui/accessible-screen.ts';
import {recordedScene} from '../support/screen.ts';

const rules = ['input-missing-accept', 'etcd-ports-counted', 'service-without-endpoints', 'ip-forward-off'];
const scene = await recordedScene(['demo/ha.kdiag.json.gz'], rules);
const worker = await recordedScene(['nodes/worker']);

/** Scenes that are told one after another, the next with each reading. */
const sourceOf = (scenes: readonly Scene[]): SceneSource & {readonly asked: string[]} => {
	const rest = [...scenes];
	const asked: string[] = [];
	let tell: (scene: Scene) => void = () => undefined;
	const next = (): void => {
		const scene = rest.shift();
		if (scene !== undefined) {
			tell(scene);
		}
	};
	const first = scenes[0];
	if (first === undefined) {
		throw new Error('a source has a scene');
	}
	return {
		asked,
		first: {...first, progress: {...first.progress, passes: 0}},
		watch: (onScene) => {
			tell = onScene;
			next();
			return () => asked.push('end');
		},
		reread: () => {
			asked.push('reread');
			queueMicrotask(next);
		},
		pause: (isPaused) => asked.push(isPaused ? 'pause' : 'go on'),
		inspect: (node) => {
			asked.push(`inspect ${node}`);
			queueMicrotask(next);
		},
		writeReport: async () => 'wrote kdiag-cp1\u001B[31m.txt',
		writeSnapshot: async () => {
			throw new Error('the disk is full');
		},
	};
};

/** All that is said when somebody types these lines. */
const talk = async (source: SceneSource, ...typed: readonly string[]): Promise<string> => {
	const rest = [...typed];
	const said: string[] = [];
	await runAccessible(
		source,
		{
			say: async (text) => {
				said.push(`${text}\n`);
			},
			ask: async (prompt) => {
				const line = rest.shift();
				said.push(prompt, line === undefined ? '' : `# ${line}\n`);
				return line ?? null;
			},
		},
		{ascii: true, by: '--accessible'},
	);
	return said.join('').replaceAll(/\d\d:\d\d:\d\dZ/g, 'TIME');
};

test('what is said of the findings, of one, and what can be typed', async () => {
	const text = await talk(sourceOf([scene]), '1', 'b', '?', 'q');
	await expect(text).toMatchFileSnapshot('frames/accessible.txt');
});

describe('what is said', () => {
	test('begins with the switch, and ends with the verdict', async () => {
		const lines = (await talk(sourceOf([scene]))).trim().split('\n');
		expect(lines[0]).toBe('kdiag in lines, because of --accessible. Reading.');
		expect(lines.at(-1)).toMatch(/^This node drops new connections/);
	});

	test.each([
		'findings',
		'ports',
		'connections',
		'addresses',
		'firewall',
		'services',
		'cni',
		'facts',
		'sources',
		'nodes',
	])('has no drawing and nothing that terminals obey: %s', async (screen) => {
		const text = await talk(sourceOf([worker]), screen, '1', 'b', '');
		expect(text).toMatch(/^[ -~\n]+$/);
		expect(text).not.toMatch(/ {2}|----|====|####|\| \|/);
	});
});

describe('what is typed', () => {
	test.each([
		['a word that is nothing', 'x\u001B[2J', /^Nothing is called x\\e\[2J here\./m],
		['a number too high', '99', /^Nothing is called 99 here\./m],
		['more, where there is no more', '', /^That is all\.$/m],
		['a search', '/2380', /\n1: Severity error\. this node drops[^\n]*2380[^\n]*\nNumber/],
		['a search in vain', '/nowhere', /^No row holds nowhere\.$/m],
		['a search for what is a pattern', '/(2380', /^No row holds \(2380\.$/m],
		['a key of the screen', 't', /Findings[^\n]*\n[\s\S]*Findings/],
		['a report', 'e', /^wrote kdiag-cp1\\e\[31m\.txt$/m],
		['a snapshot', 's', /^the disk is full$/m],
		['reading a saved node again', 'r', /^This node was saved; it stays as it was\.$/m],
	])('%s', async (_, typed, expected) => {
		expect(await talk(sourceOf([scene]), typed)).toMatch(expected);
	});

	test('long lists are said in pages, whose numbers go on', async () => {
		const text = await talk(sourceOf([scene]), 'firewall', '', '');
		const numbers = [...text.slice(text.indexOf('# firewall')).matchAll(/^(\d+): /gm)].map(([, number]) =>
			Number(number),
		);
		expect(numbers.length).toBeGreaterThan(20);
		expect(numbers).toEqual(numbers.map((_, index) => index + 1));
		expect(text).toMatch(/^\d+ more\. Enter says them\.$/m);
	});

	test('a node that is not there to look into is waited for', async () => {
		const source = sourceOf([{...scene, inspections: new Map()}, scene]);
		const text = await talk(source, 'firewall');
		expect(source.asked).toContain('inspect cp1');
		expect(text).toContain('KUBE-FORWARD');
	});
});

describe('a live node', () => {
	const live = (change: Partial<Scene>, passes: number): Scene => ({
		...scene,
		...change,
		progress: {...scene.progress, isLive: true, passes, readAt: passes * 1000},
	});
	const [finding] = scene.report.findings.filter(({status}) => status === 'fail');
	if (finding === undefined) {
		throw new Error('the recording has a failure');
	}
	const key = findingKey(finding);
	const track = {key, finding, since: 2000, isOld: false, clearedAt: null, times: 1};

	test('says what began and what is gone when it is read again, each once', async () => {
		const source = sourceOf([
			live({tracks: new Map()}, 1),
			live({tracks: new Map([[key, track]])}, 2),
			live({tracks: new Map([[key, {...track, clearedAt: 3000}]])}, 3),
			live({tracks: new Map([[key, {...track, clearedAt: 3000}]])}, 4),
		]);
		const text = await talk(source, 'r', '?', 'r', 'r', 'p');
		expect(text.match(/^New: Severity error\. input-missing-accept\. /gm)).toHaveLength(1);
		expect(text.match(/^Gone: Severity error\. input-missing-accept\. /gm)).toHaveLength(1);
		expect(text.indexOf('New:')).toBeLessThan(text.indexOf('Gone:'));
		expect(text).toContain('Read. Nothing changed.');
		expect(source.asked).toEqual(['reread', 'reread', 'reread', 'pause', 'end']);
	});
});
