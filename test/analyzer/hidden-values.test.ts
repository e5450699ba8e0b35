import {expect, test} from 'vitest';
import {hiddenValues} from '../../source/analyzer/hidden-values.ts';
import {createRedactor} from '../../source/sources/redact.ts';
import {captured, snapshotOf} from '../support/snapshot.ts';

test('different secrets are counted once, with the files and outputs that held them, the most first', () => {
	const redactor = createRedactor();
	const captures = [
		captured({file: '/a'}, 'token: abc123\ntoken: def456\npassword: hunter2'),
		captured({file: '/b'}, 'token: abc123', {stderr: '--password=other1'}),
		captured({file: '/c'}, 'nothing', {failure: {kind: 'failed', detail: 'token=abc123', remedy: null}}),
		captured({file: '/d'}, '# a < b #1 <x#> <unfinished'),
	].map(redactor.capture);
	expect(hiddenValues(snapshotOf(captures))).toEqual({
		kinds: [
			{kind: 'password', count: 2, sources: 2},
			{kind: 'token', count: 2, sources: 3},
		],
		sources: 3,
	});
});

test('what was not recognised counts, too', () => {
	const unrecognised = [{source: 'paste', line: 1, text: 'x <key#7>', expected: 'y'}];
	expect(hiddenValues({...snapshotOf([]), unrecognised})).toEqual({
		kinds: [{kind: 'key', count: 1, sources: 1}],
		sources: 1,
	});
});

test('a text of nothing but marks costs no more than its length', () => {
	for (const text of ['#', '<#', '<a#', '<<<#1>'].map((mark) => mark.repeat(300_000))) {
		expect(hiddenValues(snapshotOf([captured({file: '/a'}, text)])).sources).toBe(0);
	}
});
