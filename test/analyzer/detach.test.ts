import fc from 'fast-check';
import {expect, test} from 'vitest';
import {createDetacher} from '../../source/analyzer/detach.ts';

test('a copy equals what it was made of, whatever its keys and characters', () => {
	const detach = createDetacher();
	const plain = fc.jsonValue({maxDepth: 5});
	fc.assert(
		fc.property(plain, fc.string({unit: 'binary'}), (value, text) => {
			const whole = {value, [text]: [text, value, {value}], list: Array.from({length: 40}, () => value)};
			expect(JSON.stringify(detach(whole))).toBe(JSON.stringify(whole));
		}),
	);
	expect(JSON.stringify(detach(JSON.parse('{"__proto__":{"a":1},"b":"\\ud800"}')))).toBe(
		'{"__proto__":{"a":1},"b":"\\ud800"}',
	);
});

test('what merely looks alike stays apart', () => {
	const values = [1, '1', true, 'true', null, 'null', [1, 2], [[1], 2], [1, [2]], {a: [1]}, [{a: 1}], [], {}, ['[']];
	expect(createDetacher()(values)).toEqual(values);
});

test('equal values are held once', () => {
	const detach = createDetacher();
	const at = () => ({source: 'ip addr', line: 1});
	const [first, second] = [detach({name: 'n1', at: at()}), detach({name: 'n2', at: at()})];
	expect(first.at).toBe(second.at);
	expect(first).not.toBe(second);
});
