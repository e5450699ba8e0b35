import {certificateExpiring} from '../../../source/rules/certificates/certificate-expiring.ts';
import {certificate, clockAt} from '../../support/certificates.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {kubeletConfig, setting} from '../../support/node-facts.ts';

const role = roleOf('control-plane');
const clock = clockAt('2026-11-21T00:00:00Z');
const apiserver = '/etc/kubernetes/pki/apiserver.crt';
const current = '/var/lib/kubelet/pki/kubelet-client-current.pem';
const node = (path: string, notAfter: string, given = {}) => ({
	role,
	clock,
	certificates: [certificate(path, notAfter, given)],
});

testRule(
	certificateExpiring,
	[
		['31 days', node(apiserver, '2026-12-22T00:00:00Z')],
		['expired is another finding', node(apiserver, '2026-11-20T00:00:00Z')],
		['kubelet renews its own', node(current, '2026-11-23T00:00:00Z')],
		['kubelet signed it itself', node('/var/lib/kubelet/pki/kubelet.crt', '2026-11-23T00:00:00Z')],
		[
			'one of a day, renewed by something',
			node(apiserver, '2026-11-21T12:00:00Z', {notBefore: '2026-11-20T12:00:00Z'}),
		],
	],
	[
		[
			'29 days',
			node(apiserver, '2026-12-20T12:00:00Z'),
			{
				severity: 'warning',
				actual: '/etc/kubernetes/pki/apiserver.crt expires on 2026-12-20, in 29 days',
				evidence: [{source: apiserver}, {source: 'date -u +%FT%TZ'}],
				fix: {commands: ['kubeadm certs renew apiserver']},
			},
		],
		['6 days', node(apiserver, '2026-11-27T00:00:00Z'), {severity: 'error'}],
		[
			'kubelet was told not to renew',
			{...node(current, '2026-11-23T00:00:00Z'), kubeletConfig: kubeletConfig({rotateCertificates: setting(false)})},
			{severity: 'error'},
		],
	],
);
