import {expect, test} from 'vitest';
import {layout} from '../../source/derive/layout.ts';
import type {NodeRole} from '../../source/model/conclusions.ts';
import type {Distribution, Role} from '../../source/model/layout.ts';
import {concluded} from '../support/node-facts.ts';

const roleOf = (
	distribution: Distribution,
	roles: readonly Role[],
	name: string = roles[0] ?? 'undetermined',
): NodeRole => ({
	roles,
	name,
	distribution,
	managed: false,
	certainty: 'determined',
	signs: [],
	version: null,
});

const layoutOf = (role: NodeRole) => concluded('layout', {role}, layout);

test.each<readonly [Distribution, readonly Role[], Distribution, Role]>([
	['kubeadm', ['control-plane', 'etcd'], 'kubeadm', 'control-plane'],
	['kubeadm', ['etcd'], 'kubeadm', 'etcd'],
	['k3s', ['worker'], 'k3s', 'worker'],
	['eks', ['worker'], 'eks', 'worker'],
	['unknown', ['control-plane'], 'unknown', 'control-plane'],
	['rke2', ['etcd'], 'unknown', 'etcd'],
	['none', ['load-balancer'], 'none', 'load-balancer'],
	['unknown', ['load-balancer'], 'none', 'load-balancer'],
])('%s %j has the layout of %s %s', (distribution, roles, expected, role) => {
	expect(layoutOf(roleOf(distribution, roles))).toMatchObject({distribution: expected, role});
});

test('a control plane with etcd elsewhere has none of its listeners', () => {
	const components = (roles: readonly Role[]) =>
		layoutOf(roleOf('kubeadm', roles))?.listeners.map((listener) => listener.component);
	expect(components(['control-plane', 'etcd'])).toContain('etcd');
	expect(components(['control-plane'])).not.toContain('etcd');
});

test.each(['none', 'undetermined'])('a node whose role is %s has no layout', (name) => {
	expect(layoutOf(roleOf('unknown', [], name))).toBeUndefined();
});
