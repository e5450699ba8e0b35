import {versionOutsideWindow} from '../../../source/rules/roles/version-outside-window.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {place} from '../../support/node-facts.ts';
import {component, componentsOf} from '../../support/port-rows.ts';

const node = (kubelet: string, api: string | null = null) => ({
	role: roleOf('control-plane'),
	kubeletVersion: {value: kubelet, at: place('kubelet --version')},
	components: api === null ? {} : componentsOf({...component('kube-apiserver'), version: api}),
});

testRule(
	versionOutsideWindow,
	[
		['a worker', node('Kubernetes v1.34.4')],
		['the same', node('1.34.4', '1.34.4')],
		['a newer patch is no newer version', node('1.34.4', '1.34.1')],
		['three behind', node('1.31.0', '1.34.1')],
		['two behind an old one', node('1.25.0', '1.27.1')],
		['an image without version', node('1.34.4', null)],
		['a version of something else', node('unknown'), {status: 'unknown'}],
	],
	[
		[
			'newer than its API server',
			node('v1.35.0', '1.34.4'),
			{
				severity: 'error',
				actual: 'kubelet 1.35.0 is newer than the API server 1.34.4',
				evidence: [{source: 'kubelet --version'}, {source: '/etc/kubernetes/manifests/kube-apiserver.yaml'}],
			},
		],
		['four behind', node('1.30.0', '1.34.1'), {severity: 'warning'}],
		['three behind an old one', node('1.24.0', '1.27.1'), {severity: 'warning'}],
		['older than the rules', node('1.19.16'), {severity: 'info', actual: 'kubelet is 1.19.16'}],
		['newer than the rules', node('1.99.0'), {severity: 'info'}],
	],
);
