import {expect, test} from 'vitest';
import {seenMembers} from '../../source/derive/etcd-member-count.ts';
import {census, sign} from '../support/census.ts';

test('a single member sees nobody', () => {
	expect(seenMembers(census({}))).toEqual({members: 1, connected: 0, missing: []});
});

test('connected peers and those it tries to reach are members', () => {
	const expected = [
		sign('attempts to connect to the peer port', '10.0.0.3'),
		sign('connections to the peer port', '10.0.0.2'),
	];
	expect(seenMembers(census({peers: ['10.0.0.2'], expected}))).toEqual({
		members: 3,
		connected: 1,
		missing: ['10.0.0.3'],
	});
});

test('what etcd was started with is stale', () => {
	expect(seenMembers(census({expected: [sign('etcd --initial-cluster', '10.0.0.1', '10.0.0.2')]})).members).toBe(1);
});
