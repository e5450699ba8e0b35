import {expect, test} from 'vitest';
import {createFollowers} from '../../source/report/followers.ts';
import {findingOf} from '../support/finding.ts';

const cause = findingOf({rule: 'cause'});
const rules = (findings: readonly {readonly rule: string}[]): readonly string[] => findings.map(({rule}) => rule);

test('what follows is handed out once, to the first cause that asks', () => {
	const effect = findingOf({rule: 'effect', consequenceOf: 'cause'});
	const followers = createFollowers([cause, effect]);
	expect(followers.of(cause)).toEqual([effect]);
	expect(followers.of(cause)).toEqual([]);
	expect(followers.left()).toEqual([]);
});

test('only what is on a node of the cause follows from it', () => {
	const elsewhere = findingOf({rule: 'effect', consequenceOf: 'cause', nodes: ['n2']});
	const followers = createFollowers([cause, elsewhere]);
	expect(followers.of(cause)).toEqual([]);
	expect(followers.left()).toEqual([elsewhere]);
});

test('a chain is followed to its end, also where it bites its tail', () => {
	const chain = [
		cause,
		findingOf({rule: 'b', consequenceOf: 'cause'}),
		findingOf({rule: 'c', consequenceOf: 'b'}),
		findingOf({rule: 'b', consequenceOf: 'c', actual: 'again'}),
	];
	expect(rules(createFollowers(chain).of(cause))).toEqual(['b', 'c', 'b']);
});
