import {certificateExpired} from '../../../source/rules/certificates/certificate-expired.ts';
import {certificate, clockAt} from '../../support/certificates.ts';
import {roleOf, testRule} from '../../support/judge.ts';

const role = roleOf('control-plane');
const clock = clockAt('2026-11-21T05:33:35Z');
const before = '2025-10-28T00:00:00.000Z';
const after = '2027-11-21T04:02:02.000Z';
const apiserver = '/etc/kubernetes/pki/apiserver.crt';
const current = '/var/lib/kubelet/pki/kubelet-client-current.pem';

testRule(
	certificateExpired,
	[
		['valid', {role, clock, certificates: [certificate(apiserver, after), certificate(current, after)]}],
		['the second of the end', {role, clock, certificates: [certificate(apiserver, '2026-11-21T05:33:35.000Z')]}],
		[
			"the first certificate in kubelet's kubeconfig, renewed long since",
			{role, clock, certificates: [certificate('/etc/kubernetes/kubelet.conf', before), certificate(current, after)]},
		],
		[
			'an old authority beside the new one',
			{
				role,
				clock,
				certificates: [
					certificate('/etc/kubernetes/pki/ca.crt', before, {isAuthority: true}),
					certificate('/etc/kubernetes/pki/ca.crt', after, {isAuthority: true}),
				],
			},
		],
		[
			'a clock that cannot be read',
			{role, clock: clockAt('?'), certificates: [certificate(apiserver, before)]},
			{status: 'unknown'},
		],
	],
	[
		[
			'the API server',
			{role, clock, certificates: [certificate(apiserver, before), certificate(current, after)]},
			{
				severity: 'error',
				expected: '/etc/kubernetes/pki/apiserver.crt is valid on 2026-11-21',
				actual: '/etc/kubernetes/pki/apiserver.crt (kube-apiserver) expired on 2025-10-28, 389 days ago',
				evidence: [
					{source: apiserver, line: 1},
					{source: 'date -u +%FT%TZ', line: 1},
				],
				fix: {
					commands: ['kubeadm certs check-expiration', 'kubeadm certs renew apiserver'],
					verify: [`openssl x509 -noout -enddate -in ${apiserver}`, 'date -u'],
				},
			},
		],
		[
			"kubelet's serving certificate, which it signed itself",
			{
				role,
				clock,
				certificates: [certificate('/var/lib/kubelet/pki/kubelet.crt', before), certificate(current, after)],
			},
			{severity: 'info'},
		],
		[
			"kubelet's client certificate, and none in its place",
			{
				role: roleOf('worker'),
				clock,
				certificates: [certificate('/etc/kubernetes/kubelet.conf', before), certificate(current, before)],
			},
			{severity: 'error'},
		],
		[
			'a kubeconfig',
			{role, clock, certificates: [certificate('/etc/kubernetes/admin.conf', '2026-11-20T00:00:00.000Z')]},
			{
				actual: '/etc/kubernetes/admin.conf (kube-apiserver) expired on 2026-11-20, a day ago',
				fix: {commands: ['kubeadm certs check-expiration', 'kubeadm certs renew admin.conf'], verify: ['date -u']},
			},
		],
		[
			'K3s',
			{
				role: roleOf('control-plane', {distribution: 'k3s'}),
				clock,
				certificates: [certificate('/var/lib/rancher/k3s/server/tls/serving-kube-apiserver.crt', before)],
			},
			{fix: {commands: ['k3s certificate rotate']}},
		],
		[
			'the authority itself',
			{role, clock, certificates: [certificate('/etc/kubernetes/pki/ca.crt', before, {isAuthority: true})]},
			{severity: 'error', fix: {commands: ['kubeadm certs check-expiration']}},
		],
	],
);
