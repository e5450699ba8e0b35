import {servicePodOverlap} from '../../../source/rules/addresses/service-pod-overlap.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {plan, range} from '../../support/plan.ts';

const role = roleOf('control-plane');
const services = (cidr: string, given = {}) =>
	range('services', cidr, 'kube-apiserver --service-cluster-ip-range', given);
const pods = (cidr: string) => range('cluster-pods', cidr, 'kube-controller-manager --cluster-cidr');

testRule(
	servicePodOverlap,
	[
		["kubeadm's usual ranges", {role, addressPlan: plan(services('10.96.0.0/12'), pods('10.244.0.0/16'))}],
		["K3s's usual ranges", {role, addressPlan: plan(services('10.43.0.0/16'), pods('10.42.0.0/16'))}],
		['families are compared apart', {role, addressPlan: plan(services('fd00:96::/112'), pods('10.244.0.0/16'))}],
		['a worker does not know the service range', {role, addressPlan: plan(pods('10.244.0.0/16'))}, {status: 'unknown'}],
	],
	[
		[
			'10.96.0.0/12 holds 10.100.0.0/16',
			{role, addressPlan: plan(services('10.96.0.0/12'), pods('10.100.0.0/16'))},
			{
				severity: 'error',
				actual: 'the service range 10.96.0.0/12 overlaps the pod range 10.100.0.0/16',
				evidence: [
					{source: 'kube-apiserver --service-cluster-ip-range'},
					{source: 'kube-controller-manager --cluster-cidr'},
				],
			},
		],
		[
			'an inferred range is a warning',
			{role, addressPlan: plan(services('10.96.0.0/12', {provenance: 'inferred'}), pods('10.100.0.0/16'))},
			{severity: 'warning'},
		],
	],
);
