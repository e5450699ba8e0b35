import type {Component} from '../../../source/model/conclusions.ts';
import {readFlags} from '../../../source/model/read-flags.ts';
import {etcdWithoutClientAuth} from '../../../source/rules/exposure/etcd-without-client-auth.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {place} from '../../support/node-facts.ts';

const path = '/etc/kubernetes/manifests/etcd.yaml';
const etcd = (
	...argv: readonly string[]
): {components: Record<string, Component>; role: ReturnType<typeof roleOf>} => ({
	role: roleOf('control-plane'),
	components: {
		etcd: {
			name: 'etcd',
			processes: [],
			manifest: {path, image: null, at: place(path)},
			flags: readFlags(argv, (index) => place(path, 20 + index)),
			flagsFrom: 'manifest',
			version: null,
		},
	},
});
const urls = '--listen-client-urls=https://127.0.0.1:2379,https://192.168.56.11:2379';

testRule(
	etcdWithoutClientAuth,
	[
		["kubeadm's flags", etcd(urls, '--client-cert-auth=true')],
		['a bare boolean flag', etcd(urls, '--client-cert-auth')],
		['loopback only', etcd('--listen-client-urls=http://localhost:2379,http://127.0.0.1:2379,http://[::1]:2379')],
		['settings in a file', etcd('--config-file=/etc/etcd.yaml', urls), {status: 'unknown'}],
		['no etcd', {components: {}, role: roleOf('control-plane')}, {status: 'skip'}],
	],
	[
		[
			'switched off',
			etcd(urls, '--client-cert-auth=false'),
			{
				actual: 'etcd asks no client for a certificate on 192.168.56.11:2379 (--client-cert-auth=false)',
				evidence: [{line: 21}, {line: 20}],
			},
		],
		['not set', etcd(urls)],
		[
			'plain text',
			etcd('--listen-client-urls=http://0.0.0.0:2379', '--client-cert-auth=true'),
			{actual: 'etcd serves clients in plain text on 0.0.0.0:2379'},
		],
	],
);
