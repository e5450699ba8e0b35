import {productUuidPlaceholder} from '../../../source/rules/identity/product-uuid-placeholder.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {place} from '../../support/node-facts.ts';

const node = (value: string) => ({
	role: roleOf('worker'),
	productUuid: {value, at: place('/sys/class/dmi/id/product_uuid')},
});

testRule(
	productUuidPlaceholder,
	[['one of its own', node('4c4c4544-0043-3310-8051-b8c04f4d3732')]],
	[
		[
			'zeros',
			node('00000000-0000-0000-0000-000000000000'),
			{
				severity: 'warning',
				actual: 'the product UUID 00000000-0000-0000-0000-000000000000 is a placeholder',
				evidence: [{source: '/sys/class/dmi/id/product_uuid', line: 1}],
			},
		],
		['all ones', node('FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF')],
		['of a board', node('03000200-0400-0500-0006-000700080009')],
		['of another', node('12345678-1234-5678-90AB-CDDEEFAABBCC')],
	],
);
