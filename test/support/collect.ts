import type {Capture, Failure, Part} from '../../source/model/capture.ts';
import type {Collected, Collector, KnownFacts} from '../../source/model/collector.ts';
import type {Process} from '../../source/model/facts/process.ts';
import type {FactName, Facts} from '../../source/model/facts.ts';
import {type Input, inputId} from '../../source/model/input.ts';
import {matchGlob} from '../../source/sources/match-glob.ts';

/** A node of a test: its files by path and command outputs by command line; all else is missing, but for what is denied. */
export type FakeNode = {readonly [name: string]: string | Failure};

/** A failure of a file that may not be read. */
export const denied: Failure = {kind: 'denied', detail: 'permission denied', remedy: 'run as root'};

const isText = (value: string | Failure | undefined): value is string => typeof value === 'string';

const partsOf = (input: Input, node: FakeNode): readonly Part[] | Failure => {
	if ('directory' in input) {
		const prefix = `${input.directory}/`;
		const matches = matchGlob(input.match);
		const inside = Object.entries(node).filter(([name]) => name.startsWith(prefix));
		const own = node[input.directory];
		if (own !== undefined && !isText(own)) {
			return own;
		}
		return inside.length === 0 && own === undefined
			? {kind: 'missing', detail: `${input.directory} does not exist`, remedy: null}
			: inside.flatMap(([name, text]) => (isText(text) && matches(name.slice(prefix.length)) ? [{name, text}] : []));
	}
	const text = node[inputId(input)];
	const failure = text ?? {kind: 'missing' as const, detail: `${inputId(input)} does not exist`, remedy: null};
	return isText(failure) ? [{name: inputId(input), text: failure}] : failure;
};

const capture = (input: Input, node: FakeNode): Capture => {
	const parts = partsOf(input, node);
	const base = {id: inputId(input), input, partial: null, exit: 0, stderr: '', at: '2026-11-21T04:00:00Z', ms: 1};
	return 'kind' in parts ? {...base, parts: [], failure: parts} : {...base, parts, failure: null};
};

/** What a collector makes of a node. */
export const collectFrom = <K extends FactName>(
	collector: Collector<K>,
	node: FakeNode,
	known: KnownFacts = {},
): Collected<Facts[K]> =>
	collector.collect(
		collector.inputs(known).map((slot) => {
			const tried = [slot].flat().map((input) => capture(input as Input, node));
			return (tried.find(({failure}) => failure === null) ?? tried[0]) as Capture;
		}),
		known,
	);

/** The value that a collector makes of a node; fails the test where there is none. */
export const valueFrom = <K extends FactName>(
	collector: Collector<K>,
	node: FakeNode,
	known: KnownFacts = {},
): Facts[K] => {
	const collected = collectFrom(collector, node, known);
	if ('unavailable' in collected) {
		throw new Error(`unavailable: ${collected.unavailable.reason}`);
	}
	return collected.value;
};

/** A process of the node by its command line. */
export const processOf = (command: string, given: Partial<Process> = {}): Process => {
	const argv = command.split(' ');
	const name = argv[0]?.split('/').at(-1) ?? '';
	return {
		pid: 100,
		parent: 1,
		name: name.slice(0, 15),
		argv,
		executable: argv[0] ?? null,
		state: 'S',
		user: '0',
		startSeconds: 10,
		cgroup: null,
		pod: null,
		networkNamespace: null,
		hostNetwork: true,
		pidNamespaces: 1,
		at: {source: '/proc/100/cmdline', line: 1},
		...given,
	};
};
