import {defineCollector} from '../model/collector.ts';
import type {Certificate} from '../model/facts/kubernetes.ts';
import {parseCertificate} from './certificate.ts';
import {gapOf, partialOf, unavailable} from './gaps.ts';
import {distinctParts, parseParts} from './read-parts.ts';

const serving = '/var/lib/kubelet/pki/kubelet.crt';
const client = '/var/lib/kubelet/pki/kubelet-client-current.pem';

/** Certificates of the control plane, of etcd and of kubelet, and those that kubeconfigs embed (https://kubernetes.io/docs/setup/best-practices/certificates/). */
export const certificates = defineCollector({
	fact: 'certificates',
	title: 'Certificates',
	after: ['kubeconfigs'],
	inputs: () => [
		{directory: '/etc/kubernetes/pki', match: '**/*.crt', format: 'certificate'},
		{file: client, format: 'certificate'},
		{file: serving, format: 'certificate'},
		{
			directory: '/var/lib/rancher',
			match: '{k3s,rke2}/{agent,server/tls,server/tls/etcd}/*.crt',
			format: 'certificate',
		},
		{directory: '/var/snap/microk8s/current/certs', match: '*.crt', format: 'certificate'},
	],
	collect: (captures, known) => {
		const usual = captures.slice(0, 3);
		const embedded = (known.kubeconfigs ?? [])
			.filter(({path, clientCertificate}) => clientCertificate?.path === path)
			.map(({clientCertificate}) => clientCertificate as Certificate);
		const gap = gapOf(usual);
		if (gap !== null && embedded.length === 0 && captures.every((capture) => capture.failure !== null)) {
			return unavailable(gap);
		}
		const {value, unparsed} = parseParts(distinctParts(captures), parseCertificate);
		return {value: [...value, ...embedded], unparsed, partial: partialOf(usual)};
	},
});
