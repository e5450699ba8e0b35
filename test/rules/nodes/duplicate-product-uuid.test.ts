import {duplicateProductUuid} from '../../../source/rules/nodes/duplicate-product-uuid.ts';
import {testClusterRule, worker} from '../../support/cluster.ts';
import {place} from '../../support/node-facts.ts';
import {podNetwork} from '../../support/plan.ts';

const uuid = (value: string) => ({productUuid: {value, at: place('/sys/class/dmi/id/product_uuid')}});
const real = '4c4c4544-0042-3510-8052-b4c04f564433';
const folklore = '03000200-0400-0500-0006-000700080009';
const sameBoot = {bootId: {value: 'boot', at: place('boot')}};

testClusterRule(
	duplicateProductUuid,
	[
		['different ones', [worker(1, uuid(real)), worker(2, uuid(folklore))]],
		['containers on one machine', [worker(1, {...uuid(real), ...sameBoot}), worker(2, {...uuid(real), ...sameBoot})]],
		['one machine recorded twice', [worker(1, uuid(real)), worker(1, uuid(real))]],
	],
	[
		[
			'equal, however they are written',
			[worker(1, uuid(real)), worker(2, uuid(real.toUpperCase()))],
			{
				nodes: ['n0', 'n1'],
				actual: `n0, n1 have the product_uuid ${real}`,
				evidence: [{node: 'n0', line: 1}, {node: 'n1'}],
			},
		],
		['a value of the firmware', [worker(1, uuid(folklore)), worker(2, uuid(folklore))], {severity: 'warning'}],
		[
			'a value of the firmware with Weave',
			[
				worker(1, {...uuid(folklore), cni: podNetwork('weave')}),
				worker(2, {...uuid(folklore), cni: podNetwork('weave')}),
			],
			{severity: 'error'},
		],
	],
);
