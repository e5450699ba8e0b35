import {defineRule} from '../../model/rule.ts';

const generic = new Set(['', 'localhost', 'localhost.localdomain', '(none)']);

const isLabel = (label: string): boolean => /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(label);

const isSubdomain = (name: string): boolean => name.length <= 253 && name.split('.').every(isLabel);

/** RFC 1123 name of the node: kubelet registers it in lower case. */
export const hostnameInvalid = defineRule({
	id: 'hostname-invalid',
	title: 'The hostname is a valid name for a node',
	severity: 'error',
	tier: 1,
	group: 'identity',
	roles: ['control-plane', 'worker', 'etcd'],
	needs: ['hostname'],
	uses: ['kubeletConfig'],
	why: 'The name of the node is taken from the hostname. Clones that are all called localhost overwrite each other, and a name that is no RFC 1123 subdomain is refused.',
	fix: 'Give the machine a unique name of lower-case letters, digits, dots and dashes, then reset and join again: the certificate holds the old name.',
	commands: ['hostnamectl set-hostname <unique-name>'],
	verify: ['hostname'],
	docs: ['https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/install-kubeadm/'],
	seen: 'live',
	check: ({hostname, kubeletConfig}) => {
		const override = kubeletConfig?.hostnameOverride;
		if (override !== undefined && override.value !== '') {
			return [];
		}
		const name = hostname.value;
		const lower = name.toLowerCase();
		const expected = 'a unique RFC 1123 name such as node-1';
		const evidence = [hostname.at];
		if (generic.has(lower)) {
			return [{expected, actual: `the hostname is ${name === '' ? 'empty' : name}`, evidence}];
		}
		if (!isSubdomain(lower)) {
			return [{expected, actual: `the hostname ${name} is no valid node name`, evidence}];
		}
		return lower === name
			? []
			: [
					{
						expected,
						actual: `the hostname ${name} has capitals; kubelet registers ${lower}`,
						evidence,
						severity: 'info' as const,
					},
				];
	},
});
