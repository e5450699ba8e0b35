import path from 'node:path';
import {gzipSync} from 'node:zlib';
import {expect, test} from 'vitest';
import {classifyFolder} from '../../source/sources/classify-folder.ts';
import {folderOf} from '../support/folder.ts';

const kinds = async (source: string) => {
	const found = await classifyFolder(source);
	return 'exit' in found ? found.exit : found.map(({kind, name}) => `${kind} ${name}`);
};

test('standard input is pasted', async () => {
	expect(await classifyFolder('-')).toEqual([{kind: 'paste', path: '-', name: 'stdin', isStream: true}]);
});

test.each<[string, Readonly<Record<string, string | Uint8Array>>, string, readonly string[] | number]>([
	['commands/ makes a recording', {'cp1/commands/hostname': 'cp1\n'}, 'cp1', ['recording cp1']],
	['files/ makes a recording', {'cp1/files/etc/hosts': ''}, 'cp1', ['recording cp1']],
	['a file named commands does not', {'cp1/commands': 'ip addr\n'}, 'cp1', ['paste cp1']],
	[
		'children that are recordings are nodes',
		{'x/w1/files/etc/hosts': '', 'x/cp1/commands/id': '', 'x/fault.json': '{}', 'x/kubectl_get_nodes': ''},
		'x',
		['recording cp1', 'recording w1'],
	],
	[
		'snapshots in a folder are nodes',
		{'x/a.kdiag.json.gz': '', 'x/b.kdiag.json.gz': ''},
		'x',
		['snapshot a', 'snapshot b'],
	],
	['another folder is pasted', {'x/netstat.txt': 'tcp\n'}, 'x', ['paste x']],
	['an empty recording', {'x/commands/': ''}, 'x', 65],
	['an empty folder', {'x/': ''}, 'x', 65],
	['a file is pasted', {'notes.md': '# hello\n'}, 'notes.md', ['paste notes.md']],
	['an empty file is pasted', {'notes.md': ''}, 'notes.md', ['paste notes.md']],
	['a snapshot by its name', {'cp1.kdiag.json.gz': ''}, 'cp1.kdiag.json.gz', ['snapshot cp1']],
	['a snapshot by its content', {saved: gzipSync('{}')}, 'saved', ['snapshot saved']],
	['a report', {t: '{\n  "format": "kdiag-report",\n'}, 't', ['report t']],
	[
		'a report that says so late',
		{t: `{"findings": ["${'x'.repeat(3_000_000)}"], "format": "kdiag-report"}`},
		't',
		['report t'],
	],
	[
		'a report that says so where two pieces meet',
		{t: `{"findings": ["${'x'.repeat(1_048_576 - 36)}"], "format": "kdiag-report"}`},
		't',
		['report t'],
	],
	['a report in UTF-16', {t: Buffer.from('\uFEFF{"format": "kdiag-report"', 'utf16le')}, 't', ['report t']],
	['a report under gzip', {'t.kdiag.json.gz': gzipSync('{"format":"kdiag-report"}')}, 't.kdiag.json.gz', ['report t']],
	['a page with a report', {t: '\n<!doctype html><template id="kdiag-report">'}, 't', ['report t']],
	['a page under gzip', {t: gzipSync('<!doctype html>')}, 't', ['report t']],
	['a page without one', {t: '<!doctype html>'}, 't', ['paste t']],
	['JSON of something else', {t: '{"cniVersion": "1.0.0"}'}, 't', ['paste t']],
	['text that speaks of reports', {t: '# {"format": "kdiag-report"}'}, 't', ['paste t']],
	[
		'a snapshot that speaks of reports',
		{t: gzipSync(`{"format":"kdiag-snapshot"}\n${JSON.stringify({data: '{"format":"kdiag-report"}'})}\n`)},
		't',
		['snapshot t'],
	],
	['nothing there', {}, 'nowhere', 66],
	['a file is no folder', {'notes.md': 'x'}, 'notes.md/x', 66],
])('%s', async (_, files, source, expected) => {
	expect(await kinds(path.join(folderOf(files), source))).toEqual(expected);
});

test('a trouble names the source and what to give instead', async () => {
	expect(await classifyFolder('/nowhere/at/all')).toMatchObject({
		source: '/nowhere/at/all',
		kind: 'missing',
		detail: '/nowhere/at/all: no such file or folder',
	});
});
