import {schedulerKcmBoundWide} from '../../../source/rules/exposure/scheduler-kcm-bound-wide.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {listener} from '../../support/node-facts.ts';

const role = roleOf('control-plane');

testRule(
	schedulerKcmBoundWide,
	[
		[
			'loopback',
			{
				role,
				components: {},
				listeners: [listener({localPort: 10259, program: 'kube-scheduler', localAddress: '127.0.0.1'})],
			},
		],
		['another program', {role, components: {}, listeners: [listener({localPort: 10259, program: 'python3'})]}],
		['no owner', {role, components: {}, listeners: [listener({localPort: 10259})]}],
	],
	[
		[
			'every address',
			{role, components: {}, listeners: [listener({localPort: 10259, program: 'kube-scheduler', localAddress: '::'})]},
			{actual: 'kube-scheduler listens on :::10259', severity: 'warning'},
		],
		[
			'the programs of another distribution',
			{
				role: roleOf('control-plane', {distribution: 'k3s'}),
				components: {},
				listeners: [listener({localPort: 10257, program: 'kube-controlle'})],
			},
			{severity: 'info'},
		],
	],
);
