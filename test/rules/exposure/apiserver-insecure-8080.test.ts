import type {Component} from '../../../source/model/conclusions.ts';
import {readFlags} from '../../../source/model/read-flags.ts';
import {apiserverInsecure8080} from '../../../source/rules/exposure/apiserver-insecure-8080.ts';
import {testRule} from '../../support/judge.ts';
import {listener, place} from '../../support/node-facts.ts';

const server = (version: string, ...argv: readonly string[]): Record<string, Component> => ({
	'kube-apiserver': {
		name: 'kube-apiserver',
		processes: [],
		manifest: null,
		flags: readFlags(argv, place('manifest', 14)),
		flagsFrom: 'manifest',
		version,
	},
});

testRule(
	apiserverInsecure8080,
	[
		['only 6443', {listeners: [listener({localPort: 6443, program: 'kube-apiserver'})], components: server('1.34.4')}],
		[
			'another program on 8080',
			{listeners: [listener({localPort: 8080, program: 'coredns'})], components: server('1.34.4')},
		],
		['an unknown owner proves nothing', {listeners: [listener({localPort: 8080})], components: {}}],
		['the flag is inert from 1.20 on', {listeners: [], components: server('1.20.1', '--insecure-port=8080')}],
		['switched off', {listeners: [], components: server('1.19.1', '--insecure-port=0')}],
	],
	[
		[
			'loopback too',
			{listeners: [listener({localPort: 8080, program: 'kube-apiserver', localAddress: '127.0.0.1'})], components: {}},
			{actual: 'kube-apiserver serves an insecure port on 127.0.0.1:8080'},
		],
		['hyperkube', {listeners: [listener({localPort: 8080, program: 'kube-apiserve'})], components: {}}],
		[
			'the flag of an old version',
			{listeners: [], components: server('1.19.4', '--insecure-port=8080')},
			{evidence: [{source: 'manifest', line: 14}]},
		],
	],
);
