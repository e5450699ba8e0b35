import type {Certificate, Kubeconfig} from '../../model/facts/kubernetes.ts';
import {defineRule} from '../../model/rule.ts';

const prefix = 'system:node:';

/** hostnamectl talks to systemd; without it the kernel's name and the file are set by hand. */
const withoutSystemd = ['hostname {node}', 'echo {node} > /etc/hostname', '{restart:kubelet}'];

const isNodeCertificate = (certificate: Certificate | null): certificate is Certificate =>
	certificate?.commonName?.startsWith(prefix) === true && certificate.organizations.includes('system:nodes');

const nodeCertificate = (
	certificates: readonly Certificate[],
	kubeconfigs: readonly Kubeconfig[],
): Certificate | undefined =>
	[
		...certificates.filter((each) => each.path.includes('kubelet-client')),
		...kubeconfigs.map((each) => each.clientCertificate),
	].find(isNodeCertificate);

/** kubelet's certificate names the node it joined as. */
export const hostnameDiffersFromNodeName = defineRule({
	id: 'hostname-differs-from-node-name',
	title: 'The hostname is the name under which the node joined',
	severity: 'error',
	tier: 1,
	group: 'identity',
	roles: ['control-plane', 'worker'],
	needs: ['hostname', 'certificates', 'kubeconfigs'],
	uses: ['kubeletConfig', 'supervisor'],
	why: "Kubelet's certificate is for the old name. The API server refuses a kubelet that registers another one, so the node goes NotReady at the next restart.",
	fix: 'Restore the name {node}, or reset the node and join again under the new one.',
	commands: ['hostnamectl set-hostname {node}', '{restart:kubelet}'],
	verify: ['hostname', 'openssl x509 -noout -subject -in {certificate}'],
	docs: [
		'https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/kubelet-integration/',
		'https://kubernetes.io/docs/reference/access-authn-authz/node/',
	],
	seen: 'live',
	check: ({hostname, certificates, kubeconfigs, kubeletConfig, supervisor}) => {
		const certificate = nodeCertificate(certificates, kubeconfigs);
		if (certificate === undefined) {
			return {unknown: 'no client certificate of kubelet could be read', remedy: 'run as root'};
		}
		const joined = certificate.commonName?.slice(prefix.length) ?? '';
		const override = kubeletConfig?.hostnameOverride;
		const overridden = override !== undefined && override.value !== '';
		const name = (overridden ? override.value : hostname.value).toLowerCase();
		// Cloud providers name nodes after their own metadata.
		if (name === joined || (!overridden && (kubeletConfig?.cloudProvider.value ?? '') !== '')) {
			return [];
		}
		const said = overridden && override.at !== null ? override.at : hostname.at;
		return [
			{
				expected: `the node is called ${joined}, as in kubelet's certificate`,
				actual: `the machine is called ${name} but joined as ${joined}`,
				evidence: [said, certificate.at],
				values: {node: joined, certificate: certificate.path},
				...(supervisor?.kind === 'none' ? {commands: withoutSystemd} : {}),
			},
		];
	},
});
