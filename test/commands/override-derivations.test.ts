import {expect, test} from 'vitest';
import {withLayouts, withRole} from '../../source/commands/override-derivations.ts';
import {layout} from '../../source/derive/layout.ts';
import {role} from '../../source/derive/role.ts';
import {layoutFileSchema} from '../../source/model/layout-file.ts';
import {roleOf} from '../support/judge.ts';
import {conclude} from '../support/node-facts.ts';

const changes = (text: object) => layoutFileSchema.parse({layouts: [text]}).layouts;
const listenersOf = (list: ReturnType<typeof changes>, known = {role: roleOf('worker')}) => {
	const reading = conclude(known, [withLayouts(list)(layout)]).layout;
	return reading?.status === 'ready' ? reading.value.listeners : [];
};

test('a listener is added with its defaults', () => {
	const list = changes({role: 'worker', listeners: [{component: 'node-exporter', port: 9100}]});
	expect(listenersOf(list)).toContainEqual({
		component: 'node-exporter',
		purpose: 'node-exporter',
		port: 9100,
		protocol: 'tcp',
		owners: ['node-exporter'],
		scope: 'any',
		requirement: 'required',
		clients: [],
	});
});

test('a listener on a port that the layout has takes its place', () => {
	const list = changes({role: 'worker', listeners: [{component: 'kubelet', port: 10250, requirement: 'optional'}]});
	expect(listenersOf(list).filter((listener) => listener.port === 10250)).toMatchObject([{requirement: 'optional'}]);
});

test.each([
	['another role', {role: 'etcd'}],
	['another distribution', {role: 'worker', distribution: 'k3s'}],
])('%s is left alone', (_, which) => {
	const list = changes({...which, listeners: [{component: 'x', port: 9100}]});
	expect(listenersOf(list).some((listener) => listener.port === 9100)).toBe(false);
});

test('the role that the user names stands even where nothing is known', () => {
	const reading = conclude({components: {}}, [withRole(['worker'])(role)]).role;
	expect(reading).toMatchObject({status: 'ready', value: {name: 'worker', certainty: 'determined'}});
	expect(conclude({}, [withRole(['etcd'])(role)]).role).toMatchObject({status: 'unavailable'});
});
