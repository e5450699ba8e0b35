import {insecure1025110252} from '../../../source/rules/exposure/insecure-10251-10252.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {listener} from '../../support/node-facts.ts';

const role = roleOf('control-plane');

testRule(
	insecure1025110252,
	[
		[
			'the secure ports',
			{role, listeners: [listener({localPort: 10259, program: 'kube-scheduler', localAddress: '127.0.0.1'})]},
		],
		['another program has the port', {role, listeners: [listener({localPort: 10252, program: 'node'})]}],
		['a worker is not asked', {role: roleOf('worker'), listeners: [listener({localPort: 10252})]}, {status: 'skip'}],
	],
	[
		[
			'the scheduler',
			{role, listeners: [listener({localPort: 10251, program: 'kube-scheduler', localAddress: '::'})]},
			{severity: 'error', actual: 'kube-scheduler serves plain HTTP on :::10251'},
		],
		[
			'loopback is a warning',
			{role, listeners: [listener({localPort: 10252, program: 'kube-controller-manager', localAddress: '127.0.0.1'})]},
			{severity: 'warning'},
		],
		['a name that netstat cut', {role, listeners: [listener({localPort: 10252, program: 'kube-controlle'})]}],
		['an unknown owner on a control plane', {role, listeners: [listener({localPort: 10251})]}],
	],
);
