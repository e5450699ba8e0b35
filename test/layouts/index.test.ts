import {expect, test} from 'vitest';
import {layouts} from '../../source/layouts/index.ts';
import {parseCidr} from '../../source/net/cidr.ts';

const named = layouts.map((layout) => [`${layout.distribution} ${layout.role}`, layout] as const);

test('a distribution and role have one layout', () => {
	expect(new Set(named.map(([name]) => name)).size).toBe(layouts.length);
});

test.each(named)('%s: a program is expected once on a port', (_, {listeners}) => {
	const keys = listeners.map((one) => `${one.component} ${one.protocol} ${one.port}`);
	expect(keys).toEqual([...new Set(keys)]);
	for (const one of listeners) {
		expect(one.port).toBeGreaterThan(0);
		expect(one.owners.length).toBeGreaterThan(0);
	}
});

test.each(named)('%s: what other machines need is not on loopback', (_, {listeners}) => {
	expect(listeners.filter((one) => one.scope === 'loopback' && one.clients.length > 0)).toEqual([]);
});

test.each(named)('%s: ranges are ranges and the docs are public', (_, {ranges, docs}) => {
	for (const range of [ranges.service, ranges.pod]) {
		expect(range === null || parseCidr(range)?.text === range).toBe(true);
	}
	expect(docs).toMatch(/^https:\/\//);
});

test.each(named.filter(([, {role}]) => role === 'worker'))(
	'%s: kubelet is required, a control plane is not',
	(_, layout) => {
		const required = layout.listeners.filter((one) => one.requirement === 'required');
		expect(required.map((one) => one.purpose)).toContain('kubelet API');
		expect(required.filter((one) => ['kube-apiserver', 'etcd', 'kube-scheduler'].includes(one.component))).toEqual([]);
	},
);

test.each(named.filter(([, {role}]) => role === 'control-plane'))('%s: the API is required', (_, layout) => {
	const api = layout.listeners.find((one) => one.component === 'kube-apiserver' && one.requirement === 'required');
	expect(api).toMatchObject({scope: 'any', clients: ['everyone']});
});
