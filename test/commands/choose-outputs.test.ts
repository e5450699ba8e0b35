import {expect, test} from 'vitest';
import {chooseOutputs} from '../../source/commands/choose-outputs.ts';
import type {ReportFormat} from '../../source/report/report-formats.ts';

type Row = readonly [ReportFormat | undefined, readonly string[], readonly string[]];

const said = (format: ReportFormat | undefined, files: readonly string[]): readonly string[] =>
	chooseOutputs(format, files).map((output) => `${output.file} ${output.format}`);

const rows: readonly Row[] = [
	[undefined, [], ['- text']],
	['md', [], ['- md']],
	[undefined, ['-'], ['- text']],
	['sarif', ['-'], ['- sarif']],
	[undefined, ['a.txt'], ['a.txt text']],
	[undefined, ['a.TEXT'], ['a.TEXT text']],
	[undefined, ['a.json'], ['a.json json']],
	[undefined, ['a.md'], ['a.md md']],
	[undefined, ['/tmp/x.y/a.markdown'], ['/tmp/x.y/a.markdown md']],
	[undefined, ['a.html'], ['a.html html']],
	[undefined, ['a.htm'], ['a.htm html']],
	[undefined, ['a.xml'], ['a.xml junit']],
	[undefined, ['a.junit.xml'], ['a.junit.xml junit']],
	[undefined, ['a.sarif'], ['a.sarif sarif']],
	[undefined, ['a.sarif.json'], ['a.sarif.json sarif']],
	[undefined, ['/tmp/x.y/report'], ['/tmp/x.y/report text']],
	[undefined, ['.report'], ['.report text']],
	['json', ['a.txt'], ['a.txt json']],
	['json', ['report.out'], ['report.out json']],
	[undefined, ['a.md', 'a.json', '-'], ['a.md md', 'a.json json', '- text']],
	['junit', ['a.md', '-'], ['a.md md', '- junit']],
	['junit', ['a.md', 'results'], ['a.md md', 'results junit']],
];

test.each(rows)('--format %s -o %j', (format, files, expected) => {
	expect(said(format, files)).toEqual(expected);
});

test.each<readonly [ReportFormat | undefined, readonly string[], RegExp]>([
	[undefined, ['a.pdf'], /^a\.pdf: its name does not say the format \(.*\); add --format$/],
	[undefined, ['a.md', 'b.log'], /^b\.log: its name does not say the format/],
	[undefined, ['w1.kdiag.json.gz'], /its name is that of a snapshot; kdiag snapshot -o writes one$/],
	[undefined, ['a.md', 'a.md'], /^-o a\.md is given twice$/],
	[undefined, ['-', '-'], /^-o - is given twice$/],
	['sarif', ['a.md', 'a.json'], /^--format sarif is for none of the files: the name of each says its own$/],
])('--format %s -o %j is refused in one line', (format, files, line) => {
	expect(() => chooseOutputs(format, files)).toThrow(
		expect.objectContaining({exit: 64, message: expect.stringMatching(line)}),
	);
});
