import {defineRule} from '../../model/rule.ts';

/** What makers of boards and hypervisors leave where a UUID should be. */
const placeholders = new Set([
	'00000000-0000-0000-0000-000000000000',
	'ffffffff-ffff-ffff-ffff-ffffffffffff',
	'03000200-0400-0500-0006-000700080009',
	'12345678-1234-5678-90ab-cddeefaabbcc',
]);

/** /sys/class/dmi/id/product_uuid, which only root can read and boards without firmware tables do not have. */
export const productUuidPlaceholder = defineRule({
	id: 'product-uuid-placeholder',
	title: 'The machine has a product UUID of its own',
	severity: 'warning',
	tier: 2,
	group: 'identity',
	roles: ['control-plane', 'worker', 'etcd'],
	needs: ['productUuid'],
	why: 'Every node needs one of its own. Machines with the same placeholder are taken for one (Weave derives the name of a node from it).',
	fix: 'Set the UUID of the machine in its hypervisor or firmware.',
	commands: ['cat /sys/class/dmi/id/product_uuid'],
	verify: ['cat /sys/class/dmi/id/product_uuid'],
	docs: ['https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/install-kubeadm/'],
	seen: 'never seen live; tested on made-up facts',
	check: ({productUuid}) =>
		placeholders.has(productUuid.value.trim().toLowerCase())
			? [
					{
						expected: 'a UUID that no other machine has',
						actual: `the product UUID ${productUuid.value.trim()} is a placeholder`,
						evidence: [productUuid.at],
					},
				]
			: [],
});
