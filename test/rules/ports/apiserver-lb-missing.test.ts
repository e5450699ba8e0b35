import type {Kubeconfig} from '../../../source/model/facts/kubernetes.ts';
import {apiserverLbMissing} from '../../../source/rules/ports/apiserver-lb-missing.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {address, iface, listener, place} from '../../support/node-facts.ts';

const path = '/etc/kubernetes/kubelet.conf';
const pointsTo = (server: string | null): readonly Kubeconfig[] => [
	{
		path,
		server,
		user: null,
		certificateAuthorityHash: null,
		clientCertificatePath: null,
		clientCertificate: null,
		hasToken: false,
		hasClientKey: false,
		problem: null,
		at: place(path, 5),
	},
];
const interfaces = [iface({name: 'eth0', addresses: [address('192.168.56.11/24')]})];
const listeners = [listener({localPort: 22})];
const role = roleOf('worker');

testRule(
	apiserverLbMissing,
	[
		['elsewhere', {role, interfaces, listeners, kubeconfigs: pointsTo('https://192.168.56.10:6443')}, {status: 'skip'}],
		[
			'the local API server',
			{
				role,
				interfaces,
				listeners: [listener({localPort: 6443, localAddress: '::'})],
				kubeconfigs: pointsTo('https://192.168.56.11:6443'),
			},
		],
		[
			'a local load balancer on loopback',
			{
				role,
				interfaces,
				listeners: [listener({localPort: 6444, localAddress: '127.0.0.1'})],
				kubeconfigs: pointsTo('https://127.0.0.1:6444'),
			},
		],
		['no kubeconfig', {role, interfaces, listeners, kubeconfigs: []}, {status: 'unknown'}],
	],
	[
		[
			'the local API server is down',
			{role, interfaces, listeners, kubeconfigs: pointsTo('https://192.168.56.11:6443')},
			{
				evidence: [{source: path, line: 5}],
				actual: "kubelet's API endpoint 192.168.56.11:6443 is on this node and nothing listens there",
			},
		],
		[
			'it listens on another address',
			{
				role,
				interfaces,
				listeners: [listener({localPort: 6443, localAddress: '10.9.9.9'})],
				kubeconfigs: pointsTo('https://localhost:6443'),
			},
		],
	],
);
