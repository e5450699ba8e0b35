import type {Certificate} from '../../../source/model/facts/kubernetes.ts';
import {hostnameDiffersFromNodeName} from '../../../source/rules/identity/hostname-differs-from-node-name.ts';
import {testRule} from '../../support/judge.ts';
import {kubeletConfig, place, setting} from '../../support/node-facts.ts';

const path = '/var/lib/kubelet/pki/kubelet-client-current.pem';
const certificate = (node: string): Certificate => ({
	path,
	commonName: `system:node:${node}`,
	organizations: ['system:nodes'],
	issuer: 'kubernetes',
	notBefore: '',
	notAfter: '',
	names: [],
	addresses: [],
	isAuthority: false,
	hash: '',
	at: place(path),
});
const node = (hostname: string, joined: string) => ({
	hostname: {value: hostname, at: place('hostname')},
	certificates: [certificate(joined)],
	kubeconfigs: [],
});

testRule(
	hostnameDiffersFromNodeName,
	[
		['equal', node('w1', 'w1')],
		['equal but for capitals', node('W1', 'w1')],
		[
			'kubelet is told the name',
			{...node('machine-7', 'w1'), kubeletConfig: kubeletConfig({hostnameOverride: setting('w1')})},
		],
		[
			'the cloud names the node',
			{...node('w1', 'w1.internal'), kubeletConfig: kubeletConfig({cloudProvider: setting('external')})},
		],
		['no certificate was readable', {...node('w1', 'w2'), certificates: []}, {status: 'unknown'}],
		[
			'another certificate says nothing',
			{...node('w1', 'w1'), certificates: [{...certificate('x'), organizations: ['other']}]},
			{status: 'unknown'},
		],
	],
	[
		[
			'renamed after it joined',
			node('worker-one', 'w1'),
			{
				actual: 'the machine is called worker-one but joined as w1',
				evidence: [{source: 'hostname'}, {source: path}],
				fix: {verify: ['hostname', `openssl x509 -noout -subject -in ${path}`]},
			},
		],
		['short name against full name', node('w1', 'w1.example.org')],
		[
			'the override is another name',
			{...node('w1', 'w1'), kubeletConfig: kubeletConfig({hostnameOverride: setting('w9')})},
			{actual: 'the machine is called w9 but joined as w1'},
		],
	],
);
