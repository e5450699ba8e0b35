import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {gunzipSync} from 'node:zlib';
import {Ajv, type ValidateFunction} from 'ajv';
import {expect, test} from 'vitest';
import {formats} from '../../source/collectors/formats.ts';
import {parseText} from '../../source/commands/parse.ts';
import {root} from '../support/pages.ts';
import {fixtures} from '../support/part.ts';
import {printed} from '../support/request.ts';

const ajv = new Ajv({allowUnionTypes: true, strict: false});

const schemaOf = (name: string): {readonly definitions: object} =>
	JSON.parse(readFileSync(path.join(root, `docs/${name}.schema.json`), 'utf8'));

const validate = (validator: ValidateFunction, document: unknown): string =>
	validator(document) ? '' : ajv.errorsText(validator.errors).slice(0, 1000);

const parseSchema = schemaOf('parse');
const parseValidator = ajv.compile(parseSchema);
const recorded = formats.flatMap(({name}) =>
	readdirSync(path.join(fixtures, 'commands', name)).map((file) => [name, file] as const),
);

test('every format has a definition', () => {
	expect(Object.keys(parseSchema.definitions)).toEqual(expect.arrayContaining(formats.map(({name}) => name)));
});

test.each(recorded)('records of %s follow its schema: %s', (format, file) => {
	const text = readFileSync(path.join(fixtures, 'commands', format, file), 'utf8');
	const {output} = parseText(format, text, file);
	const document = JSON.parse([...output].join('')) as {readonly format: string; readonly records: readonly object[]};
	expect(document.format).toBe(format);
	expect(validate(parseValidator, document)).toBe('');
});

test('records of another format do not', () => {
	const text = readFileSync(path.join(fixtures, 'commands/netstat/control-plane-npl.txt'), 'utf8');
	const document = JSON.parse([...parseText('netstat', text, 'test').output].join('')) as object;
	expect(validate(parseValidator, {...document, format: 'ip-route'})).not.toBe('');
});

test('a text that is not recognised gives a document too', () => {
	expect(
		validate(parseValidator, JSON.parse([...parseText(undefined, 'nothing known\n', 'test').output].join(''))),
	).toBe('');
});

const snapshots = readdirSync(path.join(fixtures, 'nodes'))
	.filter((file) => file.endsWith('.kdiag.json.gz'))
	.map((file) => path.join(fixtures, 'nodes', file));

test.each([
	['report', ['report', '--format', 'json', ...snapshots]],
	['report', ['report', '--format', 'json', path.join(fixtures, 'commands/netstat/control-plane-npa.txt')]],
	['facts', ['facts', '--format', 'json', ...snapshots]],
	['service', ['service', 'default/web', '--format', 'json', ...snapshots]],
	['service', ['service', 'default/nothing', '--format', 'json', ...snapshots]],
	['service', ['service', '192.0.2.1', '--format', 'json', ...snapshots]],
	['diff', ['diff', ...snapshots.slice(0, 2), '--format', 'json']],
	['snapshot-list', ['snapshot', '--list', '--format', 'json', ...snapshots]],
] as const)('what kdiag prints follows the schema: %s %#', async (name, words) => {
	expect(validate(ajv.compile(schemaOf(name)), await printed(words))).toBe('');
});

test.each(snapshots.map((file) => [path.basename(file), file] as const))('lines of %s follow the schema', (_, file) => {
	const validator = ajv.compile(schemaOf('snapshot'));
	const lines = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n');
	expect(lines.length).toBeGreaterThan(10);
	for (const line of lines) {
		expect(validate(validator, JSON.parse(line)), line.slice(0, 200)).toBe('');
	}
});
