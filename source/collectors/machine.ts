import type {Capture, Part} from '../model/capture.ts';
import {defineCollector} from '../model/collector.ts';
import type {Machine} from '../model/facts/host.ts';
import {failedReading} from './failed-reading.ts';
import {numberAt} from './number-at.ts';
import {readJson} from './read-json.ts';
import {itemsAt, type Tree, textAt} from './tree.ts';

const partsOf = (capture: Capture | undefined): readonly Part[] => (capture?.failure === null ? capture.parts : []);

/** Text that the firmware filled in; many makers leave it blank. */
const filled = (text: string | null | undefined): string | null => {
	const trimmed = text?.trim() ?? '';
	return trimmed === '' || trimmed === 'To Be Filled By O.E.M.' ? null : trimmed;
};

/** Bytes of `MemTotal:        4039296 kB` (proc_meminfo(5)). */
const memoryOf = (part: Part | undefined): number | null => {
	const [, kibibytes] = /^MemTotal: {0,32}(\d{1,15}) kB/m.exec(part?.text.slice(0, 4096) ?? '') ?? [];
	return kibibytes === undefined ? null : Number(kibibytes) * 1024;
};

const disksOf = (tree: Tree | null): Machine['disks'] =>
	itemsAt(tree, 'fsSize').flatMap((item) => {
		const mount = textAt(item, 'mount');
		const size = numberAt(item, 'size');
		const used = numberAt(item, 'used');
		return mount === null || size === null || used === null ? [] : [{mount, size, used}];
	});

/** What the machine is: systeminformation's answers (named like its calls), else the files that they rest on. */
export const machine = defineCollector({
	fact: 'machine',
	title: 'Machine',
	after: [],
	inputs: () => [
		{query: 'host'},
		{directory: '/sys/class/dmi/id', match: '{sys_vendor,product_name}'},
		{file: '/proc/meminfo'},
	],
	collect: ([query, firmware, memory]) => {
		const [answer] = partsOf(query);
		const [meminfo] = partsOf(memory);
		const dmi = new Map(partsOf(firmware).map((part) => [part.name.slice(part.name.lastIndexOf('/') + 1), part]));
		const source = answer ?? [...dmi.values()][0] ?? meminfo;
		if (source === undefined) {
			return failedReading(query);
		}
		const tree = answer === undefined ? null : readJson(answer.text).tree;
		const value = {
			vendor: filled(textAt(tree, 'system', 'manufacturer')) ?? filled(dmi.get('sys_vendor')?.text),
			product: filled(textAt(tree, 'system', 'model')) ?? filled(dmi.get('product_name')?.text),
			memory: numberAt(tree, 'mem', 'total') ?? memoryOf(meminfo),
			disks: disksOf(tree),
			at: {source: source.name, line: 1},
		};
		return {value, unparsed: []};
	},
});
