import fc from 'fast-check';
import {expect, test} from 'vitest';
import {endpointsOf} from '../../source/derive/endpoints-of.ts';

test.each<readonly [string, readonly (readonly [string, number | null])[]]>([
	[
		'https://127.0.0.1:2379,https://10.0.0.1:2379',
		[
			['127.0.0.1', 2379],
			['10.0.0.1', 2379],
		],
	],
	[
		'cp1=https://10.0.0.1:2380,cp2=https://10.0.0.2:2380',
		[
			['10.0.0.1', 2380],
			['10.0.0.2', 2380],
		],
	],
	['0.0.0.0:10256', [['0.0.0.0', 10256]]],
	['[::]:10249', [['::', 10249]]],
	['https://[fd00:0:0::1]:2379/path', [['fd00::1', 2379]]],
	['::', [['::', null]]],
	['127.0.0.1', [['127.0.0.1', null]]],
	[':10249', [['', 10249]]],
	['localhost:2380', [['localhost', 2380]]],
	['unix:///run/kine.sock:12379', []],
	['10.0.0.1:99999', [['10.0.0.1', null]]],
	['', []],
	[' , ', []],
])('%s', (text, expected) => {
	expect(endpointsOf(text).map(({host, port}) => [host, port])).toEqual(expected);
});

test('any text gives no more endpoints than it has commas and one', () => {
	fc.assert(
		fc.property(fc.string(), (text) => {
			expect(endpointsOf(text).length).toBeLessThanOrEqual(text.split(',').length);
		}),
	);
});
