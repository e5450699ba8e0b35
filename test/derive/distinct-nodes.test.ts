import {describe, expect, test} from 'vitest';
import {differenceOf, namesOf, sharedValues} from '../../source/derive/compare-values.ts';
import {distinctNodes} from '../../source/derive/distinct-nodes.ts';
import type {Known} from '../../source/model/rule.ts';
import {clockAt} from '../support/certificates.ts';
import {worker} from '../support/cluster.ts';
import {roleOf} from '../support/judge.ts';
import {iface, place} from '../support/node-facts.ts';
import {kubeletKubeconfig} from '../support/routing.ts';

const ids = (...nodes: readonly Partial<Known>[]): readonly (readonly string[])[] =>
	distinctNodes(nodes.map((view, index) => ({id: `n${index}`, view}))).map((cluster) => cluster.map(({id}) => id));
const of = (hash: string) => ({kubeconfigs: [kubeletKubeconfig('https://a:6443', {certificateAuthorityHash: hash})]});
const named = (value: string) => ({hostname: {value, at: place('hostname')}});
const booted = (value: string) => ({bootId: {value, at: place('boot')}});
const withId = (value: string) => ({machineId: {value, at: place('/etc/machine-id')}});

describe('machines', () => {
	test.each([
		['different ones', [worker(1), worker(2)], [['n0', 'n1']]],
		[
			'one machine twice, the newer counts',
			[worker(1, {clock: clockAt('2026-11-21T05:00:00Z')}), worker(1, {clock: clockAt('2026-11-21T06:00:00Z')})],
			[['n1']],
		],
		[
			'the newer first',
			[worker(1, {clock: clockAt('2026-11-21T06:00:00Z')}), worker(1, {clock: clockAt('2026-11-21T05:00:00Z')})],
			[['n0']],
		],
		['after a boot', [worker(1), worker(1, booted('later'))], [['n0']]],
		['renamed', [worker(1), worker(1, named('worker-one'))], [['n0']]],
		['with another id', [worker(1), worker(1, withId('f'.repeat(32)))], [['n0']]],
		['a clone has another card', [worker(1), worker(2, {...named('w1'), ...withId('1'.repeat(32))})], [['n0', 'n1']]],
		[
			'clones of a box share the card of the NAT',
			[worker(1), worker(2, {interfaces: worker(1).interfaces ?? []})],
			[['n0', 'n1']],
		],
		[
			'without interfaces none is known again',
			[worker(1, {interfaces: []}), worker(1, {interfaces: []})],
			[['n0', 'n1']],
		],
		[
			'another uplink by now',
			[
				worker(1),
				worker(1, {
					interfaces: [iface({name: 'eth1', mac: '52:54:00:00:00:99'}), ...(worker(1).interfaces ?? [])],
					nodeAddress: {...(worker(1).nodeAddress as Known['nodeAddress']), uplink: 'eth1', physical: ['eth0', 'eth1']},
				}),
			],
			[['n0']],
		],
	])('%s', (_, nodes, expected) => {
		expect(ids(...nodes)).toEqual(expected);
	});
});

describe('clusters', () => {
	test.each([
		['two', [worker(1, of('a')), worker(2, of('b')), worker(3, of('a'))], [['n0', 'n2'], ['n1']]],
		['a load balancer is of the only one', [worker(1, of('a')), worker(2)], [['n0', 'n1']]],
		['of which of two cannot be told', [worker(1, of('a')), worker(2, of('b')), worker(3)], [['n0'], ['n1'], ['n2']]],
		['a machine without Kubernetes is of none', [worker(1), worker(2, {role: roleOf('none')})], [['n0']]],
		['none', [], []],
	])('%s', (_, nodes, expected) => {
		expect(ids(...nodes)).toEqual(expected);
	});
});

describe('values', () => {
	const at = [place('x')];
	const nodes = ['a', 'a', 'b'].map((view, index) => ({id: `n${index}`, view}));

	test('shared ones name their nodes', () => {
		expect(
			sharedValues(nodes, (value) => [
				{value, at},
				{value, at},
			]),
		).toMatchObject([{value: 'a', holders: [{id: 'n0'}, {id: 'n1'}]}]);
	});

	test('the rarer value is the one that differs', () => {
		expect(differenceOf(nodes, (value) => ({value, at}))).toMatchObject({
			nodes: ['n2'],
			common: 'a',
			text: 'b on n2; a on n0, n1',
		});
	});

	test('of two as frequent ones both are named', () => {
		expect(differenceOf(nodes.slice(1), (value) => ({value, at}))?.nodes).toEqual(['n1', 'n2']);
	});

	test('nodes without a value do not count', () => {
		expect(differenceOf(nodes, (value) => (value === 'b' ? null : {value, at}))).toBeNull();
	});

	test('many names are cut', () => {
		expect(namesOf(['a', 'b', 'c', 'd'], 2)).toBe('a, b and 2 more');
	});
});
