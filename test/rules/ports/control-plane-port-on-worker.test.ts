import {controlPlanePortOnWorker} from '../../../source/rules/ports/control-plane-port-on-worker.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {heldRow} from '../../support/port-rows.ts';

const role = roleOf('worker');

testRule(
	controlPlanePortOnWorker,
	[
		[
			'a local load balancer on 6443',
			{role, portTable: [heldRow('haproxy', 6443, 'not expected', 'haproxy', {status: 'optional', expected: null})]},
		],
		[
			'an owner that is not known',
			{role, portTable: [{...heldRow('etcd', 2379, 'etcd clients', 'etcd', {status: 'unexpected'}), owner: null}]},
		],
		['a control plane may', {role: roleOf('control-plane'), portTable: []}, {status: 'skip'}],
	],
	[
		[
			'a scheduler',
			{
				role,
				portTable: [
					heldRow('kube-scheduler', 10259, 'scheduler', 'kube-scheduler', {status: 'unexpected', expected: null}),
				],
			},
			{actual: 'kube-scheduler listens on port 10259 of a worker'},
		],
	],
);
