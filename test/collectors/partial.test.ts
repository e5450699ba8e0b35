import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {readFacts} from '../../source/analyzer/read-facts.ts';
import {formats} from '../../source/collectors/formats.ts';
import {collectors} from '../../source/collectors/index.ts';
import type {Reader} from '../../source/model/capture.ts';
import {createPastedReader} from '../../source/sources/pasted-reader.ts';
import {createRecordedReader} from '../../source/sources/recorded-reader.ts';

const fixtures = path.join(import.meta.dirname, '../../fixtures');

/** Facts that one line, or a volume that can be told from all others, proves although the rest was cut; and why. */
const provenByPart: ReadonlyMap<string, string> = new Map([
	['kubeletVersion', 'one line of the log names it'],
	['kubeProxyConfig', "the volume of kube-proxy's own pod, whatever else the folder holds"],
]);

/** A folder that the node says it does not have is missing as a whole. */
const isMissing = (value: object): boolean => 'exists' in value && value.exists === false;

/** The facts that claim to be whole although something that they were read from was only a part. */
const wholeFrom = async (reader: Reader): Promise<readonly string[]> => {
	const {readings, captures} = await readFacts(reader, collectors);
	const partial = new Set(captures.filter((capture) => capture.partial !== null).map((capture) => capture.id));
	return Object.entries(readings)
		.filter(
			([, reading]) =>
				reading.status === 'ready' &&
				reading.partial === null &&
				reading.sources.some((source) => partial.has(source)) &&
				!isMissing(Object(reading.value)),
		)
		.map(([fact]) => fact)
		.filter((fact) => !provenByPart.has(fact));
};

/** Every output and listing of a recording as if it had been cut somewhere; a command that printed nothing cannot have been cut. */
const cut =
	(reader: Reader): Reader =>
	async (input) => {
		const capture = await reader(input);
		const canBeCut = 'directory' in input || capture.parts.some(({text}) => text !== '');
		return capture.failure === null && canBeCut ? {...capture, partial: 'cut'} : capture;
	};

const nodes = readdirSync(path.join(fixtures, 'nodes'), {withFileTypes: true}).filter((entry) => entry.isDirectory());

test.each(nodes.map(({name}) => name))('no fact of %s is whole when every output was cut', async (name) => {
	expect(await wholeFrom(cut(createRecordedReader(path.join(fixtures, 'nodes', name))))).toEqual([]);
});

const commands = path.join(fixtures, 'commands');

test.each(readdirSync(commands))('no fact is whole that was read from a pasted %s', async (format) => {
	for (const name of readdirSync(path.join(commands, format))) {
		const text = readFileSync(path.join(commands, format, name), 'utf8');
		const {reader} = createPastedReader([{name, text}], formats);
		expect(await wholeFrom(reader), name).toEqual([]);
	}
});

test('a reading that is partial is noticed: the law can fail', async () => {
	const node = path.join(fixtures, 'nodes/worker');
	const {readings} = await readFacts(createRecordedReader(node), collectors);
	const whole = Object.values(readings).filter((reading) => reading.status === 'ready' && reading.partial === null);
	expect(whole.length).toBeGreaterThan(10);
});
