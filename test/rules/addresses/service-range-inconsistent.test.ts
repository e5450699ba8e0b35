import {serviceRangeInconsistent} from '../../../source/rules/addresses/service-range-inconsistent.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {component, componentsOf} from '../../support/port-rows.ts';

const node = (api: string | null, manager: string | null) => {
	const argv = (value: string | null) => (value === null ? [] : [`--service-cluster-ip-range=${value}`]);
	return {
		role: roleOf('control-plane'),
		components: componentsOf(
			component('kube-apiserver', {argv: argv(api)}),
			component('kube-controller-manager', {argv: argv(manager)}),
		),
	};
};

testRule(
	serviceRangeInconsistent,
	[
		['the same', node('10.96.0.0/12', '10.96.0.0/12')],
		['the same with host bits', node('10.96.0.0/12', '10.96.0.1/12')],
		['the same two', node('10.96.0.0/12,fd00:96::/112', '10.96.0.0/12,fd00:96::/112')],
		['kube-controller-manager need not know it', node('10.96.0.0/12', null), {status: 'skip'}],
		['a default', node(null, '10.96.0.0/12'), {status: 'skip'}],
	],
	[
		[
			'two ranges',
			node('10.96.0.0/12', '10.112.0.0/12'),
			{
				severity: 'error',
				actual: 'kube-apiserver has the service range 10.96.0.0/12, kube-controller-manager 10.112.0.0/12',
				evidence: [
					{source: '/etc/kubernetes/manifests/kube-apiserver.yaml', line: 20},
					{source: '/etc/kubernetes/manifests/kube-controller-manager.yaml', line: 20},
				],
			},
		],
		['one family is missing', node('10.96.0.0/12,fd00:96::/112', '10.96.0.0/12'), {severity: 'error'}],
		['only the order', node('10.96.0.0/12,fd00:96::/112', 'fd00:96::/112,10.96.0.0/12'), {severity: 'info'}],
	],
);
