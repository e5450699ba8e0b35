import {describe, expect, test} from 'vitest';
import {parseIpRoute} from '../../source/collectors/ip-route.ts';
import {neighbours} from '../../source/collectors/neighbours.ts';
import {policyRules} from '../../source/collectors/policy-rules.ts';
import {routes} from '../../source/collectors/routes.ts';
import type {Part} from '../../source/model/capture.ts';
import {failed, read} from '../support/captures.ts';
import {part, recordedPart} from '../support/part.ts';

const all = {run: ['ip', 'route', 'show', 'table', 'all'], format: 'ip-route'};
const all6 = {run: ['ip', '-6', 'route', 'show', 'table', 'all'], format: 'ip-route'};
const recorded = (file: string, name: string): Part => recordedPart(`commands/${file}.txt`, name);

describe('routes', () => {
	const both = [
		read(all, recorded('ip-route/docker--table-all', all.run.join(' '))),
		read(all6, recorded('ip-route/docker--6-table-all', all6.run.join(' '))),
	];

	test('a route that both commands show is one', () => {
		const collected = routes.collect(both, {});
		const value = 'value' in collected ? collected.value : [];
		const whole = parseIpRoute(recorded('ip-route/docker--table-all', '')).value;
		expect(value).toHaveLength(whole.length);
		expect(value.filter((route) => route.family === 6).length).toBeGreaterThan(20);
		expect(collected).toMatchObject({unparsed: [], partial: null});
	});

	test('the same text pasted for both is read once, also where it is not understood', () => {
		const pasted = part('default via 10.0.0.1 dev eth0\nnonsense', 'routes.txt');
		const collected = routes.collect([read(all, pasted), read(all6, pasted)], {});
		expect(collected).toMatchObject({value: [{destination: '0.0.0.0/0'}], unparsed: [{line: 2}]});
		expect('unparsed' in collected && collected.unparsed).toHaveLength(1);
	});

	test.each([
		['ip route', {run: ['ip', 'route'], format: 'ip-route'}, 'ip-route/namespace'],
		['/proc/net/route', {file: '/proc/net/route', format: 'proc-net-route'}, 'proc-net-route/docker'],
		['route -n', {file: '/proc/self/net/route', format: 'route-n'}, 'route-n/docker'],
	])('%s shows the main table only', (_, input, file) => {
		const collected = routes.collect([read(input, recorded(file, 'x')), read(all6, part('', 'y'))], {});
		expect(collected).toMatchObject({partial: 'only the main table is shown'});
		expect('value' in collected && collected.value.length).toBeGreaterThan(5);
	});

	test('live only text of ip is run', () => {
		const runs = routes
			.inputs({})
			.flat()
			.flatMap((input) => ('run' in input ? [input.run.join(' ')] : []));
		expect(runs).toEqual(['ip route show table all', 'ip route', 'ip -6 route show table all', 'ip -6 route']);
	});

	test("another name of the kernel's file is read as what it is", () => {
		const input = {file: '/proc/self/net/route', format: 'route-n'};
		const collected = routes.collect(
			[read(input, recorded('proc-net-route/docker', input.file)), read(all6, part('', 'y'))],
			{},
		);
		expect(collected).toMatchObject({unparsed: []});
		expect('value' in collected && collected.value.length).toBeGreaterThan(5);
	});

	test('IPv6 that could not be read leaves a gap', () => {
		expect(routes.collect([both[0] ?? failed(all, 'missing'), failed(all6, 'timed-out')], {})).toMatchObject({
			partial: expect.stringContaining('timed-out'),
		});
	});

	test('no default route is an empty list, not a failure', () => {
		expect(routes.collect([read(all, part('', 'a')), read(all6, part('', 'b'))], {})).toMatchObject({
			value: [],
			partial: null,
		});
	});
});

describe('policy rules', () => {
	test('of both families', () => {
		const captures = [
			read({run: ['ip', 'rule'], format: 'ip-rule'}, recorded('ip-rule/docker', 'ip rule')),
			read({run: ['ip', '-6', 'rule'], format: 'ip-rule'}, recorded('ip-rule/namespace--6', 'ip -6 rule')),
		];
		const collected = policyRules.collect(captures, {});
		expect('value' in collected && collected.value.map((rule) => [rule.family, rule.priority])).toEqual([
			[4, 0],
			[4, 32766],
			[4, 32767],
			[6, 0],
			[6, 33],
			[6, 32766],
		]);
	});
});

describe('neighbours', () => {
	test('/proc/net/arp has those of IPv4 only', () => {
		const input = {file: '/proc/net/arp', format: 'arp'};
		expect(neighbours.collect([read(input, recorded('arp/docker--proc', '/proc/net/arp'))], {})).toMatchObject({
			partial: 'only IPv4 neighbours are shown',
		});
	});
});
