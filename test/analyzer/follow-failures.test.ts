import {expect, test} from 'vitest';
import {followFailures} from '../../source/analyzer/follow-failures.ts';
import type {Finding} from '../../source/model/finding.ts';
import {findingKey} from '../../source/model/scene.ts';
import {findingOf, reportOf} from '../support/finding.ts';

const [a, b] = [findingOf({rule: 'swap-enabled'}), findingOf({rule: 'forward-drop'})];
const key = findingKey(a);

const over = (...passes: readonly (readonly Finding[])[]) =>
	passes.reduce(
		(tracks, findings, index) => followFailures(tracks, reportOf(findings), (index + 1) * 1000, index === 0),
		followFailures(new Map(), reportOf([]), 0, true),
	);

test('a failure of the first pass is old, one that comes later is not', () => {
	const tracks = over([a], [a, b]);
	expect(tracks.get(key)).toMatchObject({since: 1000, isOld: true, times: 1, clearedAt: null});
	expect(tracks.get(findingKey(b))).toMatchObject({since: 2000, isOld: false, times: 1, clearedAt: null});
});

test('a failure that passes has cleared then, and coming back begins anew', () => {
	const passed = {...a, status: 'pass'} as const;
	expect(over([a], [passed], [passed]).get(key)).toMatchObject({since: 1000, clearedAt: 2000});
	expect(over([a], [passed], [a]).get(key)).toMatchObject({since: 3000, isOld: false, times: 2, clearedAt: null});
});

test('a failure that cannot be checked any more has neither cleared nor begun anew', () => {
	const unknown = {...a, status: 'unknown'} as const;
	expect(over([a], [unknown]).get(key)).toMatchObject({since: 1000, clearedAt: null});
	expect(over([a], [unknown], [a]).get(key)).toMatchObject({since: 1000, times: 1, clearedAt: null});
});

test('what cleared is forgotten after an hour', () => {
	const cleared = followFailures(over([a]), reportOf([]), 2000, false);
	expect(followFailures(cleared, reportOf([]), 3_500_000, false).has(key)).toBe(true);
	expect(followFailures(cleared, reportOf([]), 3_700_000, false).has(key)).toBe(false);
});
