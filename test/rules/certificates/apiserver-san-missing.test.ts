import {apiserverSanMissing} from '../../../source/rules/certificates/apiserver-san-missing.ts';
import {certificate} from '../../support/certificates.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {plan, range} from '../../support/plan.ts';
import {component, componentsOf} from '../../support/port-rows.ts';
import {kubeletKubeconfig} from '../../support/routing.ts';

const role = roleOf('control-plane');
const path = '/etc/kubernetes/pki/apiserver.crt';
const serving = certificate(path, '2027-01-01T00:00:00Z', {
	names: ['cp1', 'kubernetes', 'kubernetes.default.svc', 'k8s.lab.example', '*.api.lab.example'],
	addresses: ['10.96.0.1', '192.168.56.11', 'fd00:56::11'],
});
const node = (server: string, ...argv: readonly string[]) => ({
	role,
	certificates: [serving],
	components: componentsOf(component('kube-apiserver', {argv: ['--advertise-address=192.168.56.11', ...argv]})),
	addressPlan: plan(range('services', '10.96.0.0/12', 'kube-apiserver --service-cluster-ip-range')),
	kubeconfigs: [kubeletKubeconfig(server)],
});
const at = (address: string) => ({
	...node('https://192.168.56.11:6443'),
	components: componentsOf(component('kube-apiserver', {argv: [`--advertise-address=${address}`]})),
});

testRule(
	apiserverSanMissing,
	[
		['all are there', node('https://k8s.lab.example:6443')],
		['names have no case', node('https://K8S.LAB.example:6443')],
		['a wildcard', node('https://one.api.lab.example:6443')],
		['IPv6 in another spelling', node('https://[fd00:56:0::11]:6443')],
		['other certificates for other names', node('https://other.example:6443', '--tls-sni-cert-key=/a.crt,/a.key')],
		['the certificate was not read', {...node('https://cp1:6443'), certificates: []}, {status: 'unknown'}],
	],
	[
		[
			'the address changed',
			at('192.168.56.99'),
			{
				severity: 'error',
				actual: 'the certificate of kube-apiserver is not valid for 192.168.56.99, --advertise-address',
				evidence: [{source: path}, {source: '/etc/kubernetes/manifests/kube-apiserver.yaml', line: 20}],
			},
		],
		[
			'a load balancer came later',
			node('https://lb.lab.example:6443'),
			{evidence: [{source: path}, {source: '/etc/kubernetes/kubelet.conf', line: 5}]},
		],
		[
			'another service range',
			{
				...node('https://cp1:6443'),
				addressPlan: plan(range('services', '10.112.0.0/12', 'kube-apiserver --service-cluster-ip-range')),
			},
			{actual: 'the certificate of kube-apiserver is not valid for 10.112.0.1, the service kubernetes'},
		],
		['a wildcard stands for one label', node('https://a.b.api.lab.example:6443'), {}],
	],
);
