import fc from 'fast-check';
import {expect, test} from 'vitest';
import {commandNames} from '../../source/commands/declared/index.ts';
import {nearestWord} from '../../source/commands/nearest-word.ts';

test.each([
	['reprot', 'report'],
	['rport', 'report'],
	['dmeo', 'demo'],
	['fact', 'facts'],
	['snapshto', 'snapshot'],
	['x', null],
	['node-1', null],
	['/etc', null],
	['captures', null],
	['', null],
])('%s is meant for %s', (word, near) => {
	expect(nearestWord(word, commandNames)).toBe(near);
});

test('a known word is nearest to itself', () => {
	fc.assert(fc.property(fc.constantFrom(...commandNames), (word) => nearestWord(word, commandNames) === word));
});

test('nothing is near where nothing is known, however long the word', () => {
	expect(nearestWord('report', [])).toBeNull();
	expect(nearestWord('a'.repeat(1_000_000), commandNames)).toBeNull();
});

test.each(['yaml', 'tcsh', 'nope'])('%s, of which half would have to change, is meant for no other word', (word) => {
	expect(nearestWord(word, ['html', 'bash', 'nodes'])).toBeNull();
});
