import {expect, test} from 'vitest';
import {gap} from '../../source/ui/fit-line.ts';
import {severityMark} from '../../source/ui/severity-mark.ts';
import {createPen, type Line} from '../../source/ui/span.ts';
import {spokenLine} from '../../source/ui/spoken-line.ts';

const pen = createPen(true);
const words = (...texts: readonly string[]): Line => texts.map((text) => pen.words(text));

test.each([
	[
		'a severity',
		[severityMark({status: 'fail', severity: 'error'}, pen), pen.words('it is down')],
		'Severity error. it is down',
	],
	['a status', [severityMark({status: 'unknown', severity: 'error'}, pen), pen.words('why')], 'Status unknown. why'],
	['a state of a table', words('+ ok      ', '6443/tcp'), 'Status ok. 6443/tcp'],
	['counts', words(' x 1 error', '  ! 2 warnings', '  + 9 pass'), '1 error, 2 warnings, 9 pass'],
	['columns', [gap(3), pen.words('eth0      '), gap(20), pen.words('1500')], 'eth0 1500'],
	['a bar', words('10.0.0.0/8 ', '####--------', ' 3 nodes'), '10.0.0.0/8 3 nodes'],
	['a divider with words', words('--- not expected'), 'not expected'],
	['a divider', words('-'.repeat(1000)), ''],
	['nothing', [gap(8)], ''],
	['an option', words('-A INPUT -p tcp --dport 2380 -j DROP'), '-A INPUT -p tcp --dport 2380 -j DROP'],
	['a mark that is a word of its own', words('- 10.0.0.1'), '- 10.0.0.1'],
])('%s', (_, line, expected) => expect(spokenLine(line)).toBe(expected));
