// Frames of the live screen as text, from the recorded nodes that kdiag carries: for the README and docs/screen.md.
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {wholeCatalogue} from '../source/commands/catalogue.ts';
import {openDemoNode} from '../source/commands/open-sources.ts';
import {createSavedScene} from '../source/commands/saved-scene.ts';
import {frameOf} from '../source/ui/frame.ts';
import {firstState} from '../source/ui/model.ts';
import {reduce} from '../source/ui/reduce.ts';
import {remember} from '../source/ui/remember.ts';
import {createPen} from '../source/ui/span.ts';

const demos = path.join(path.dirname(import.meta.dirname), 'fixtures/demo');
const around = {
	version: '',
	today: '2026-01-01',
	isTerminal: true,
	hasKeys: true,
	columns: 80,
	environment: {},
	readDemo: async (name) => readFileSync(path.join(demos, `${name}.kdiag.json.gz`)),
	conversation: {say: async () => undefined, ask: async () => null},
	self: [],
};
const options = {catalogue: wholeCatalogue, timeout: 8, around, waivers: {list: [], today: around.today}};

const sceneOf = (name) =>
	new Promise((resolve) => {
		const open = async (keep) => {
			const {nodes, failures} = await openDemoNode(name, options);
			return {nodes: nodes.map((node) => keep(node, 1)), failures};
		};
		createSavedScene(open, options).watch((scene) => {
			if (scene.progress.passes > 0) {
				resolve(scene);
			}
		});
	});

/** The screen of a demo after keys, on a terminal of that size, at the time of the recording. */
export const renderScreen = async (name, keys, {columns, rows}) => {
	const scene = await sceneOf(name);
	const first = {
		scene,
		state: firstState(Date.parse(scene.report.nodes[0].takenAt)),
		terminal: {columns, rows, color: false, pen: createPen(false)},
		once: remember(),
	};
	return frameOf(reduce(first, {kind: 'keys', names: keys}).model).join('\n');
};

/** The screens that docs/screen.md shows, each with the keys that lead there. */
export const screenTour = [
	{title: 'Findings', names: []},
	{title: 'A finding', names: ['enter']},
	{title: 'Ports', names: ['2']},
	{title: 'Connections', names: ['3']},
	{title: 'Address plan', names: ['4']},
	{title: 'Firewall', names: ['5']},
	{title: 'Services', names: ['6']},
	{title: 'The way to a service', names: ['6', 'enter']},
	{title: 'CNI', names: ['7']},
	{title: 'Questions', names: ['8']},
	{title: 'Raw output', names: ['9']},
	{title: 'Nodes', names: ['0']},
];
