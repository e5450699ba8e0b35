import type {Capture} from '../model/capture.ts';
import {defineCollector, type InputSlot, type KnownFacts} from '../model/collector.ts';
import type {Certificate, Kubeconfig} from '../model/facts/kubernetes.ts';
import {parseCertificate} from './certificate.ts';
import {gapOf, partialOf, unavailable} from './gaps.ts';
import {type KubeconfigFile, parseKubeconfig} from './kubeconfig.ts';
import {distinctParts, parseParts} from './read-parts.ts';

const kubeadmFolder = '/etc/kubernetes';
const kubeadmFiles = '{kubelet,bootstrap-kubelet,admin,super-admin,controller-manager,scheduler}.conf';
const kubeadmPattern =
	/^\/etc\/kubernetes\/(?:kubelet|bootstrap-kubelet|admin|super-admin|controller-manager|scheduler)\.conf$/;

/** Kubelet's own, where its flags say that they lie elsewhere. */
const kubeletPaths = (known: KnownFacts): readonly string[] => {
	const {kubeconfigPath, bootstrapKubeconfigPath} = known.kubeletConfig ?? {};
	const paths = [kubeconfigPath?.value, bootstrapKubeconfigPath?.value];
	return [...new Set(paths.filter((path) => path?.startsWith('/') && !kubeadmPattern.test(path)))] as readonly string[];
};

const inputsFor = (known: KnownFacts): readonly InputSlot[] => [
	{directory: '/etc/kubernetes/pki', match: '**/*.crt', format: 'certificate'},
	{file: '/var/lib/kubelet/pki/kubelet-client-current.pem', format: 'certificate'},
	{directory: kubeadmFolder, match: kubeadmFiles, format: 'kubeconfig'},
	{directory: '/etc/rancher', match: '{k3s/k3s,rke2/rke2}.yaml', format: 'kubeconfig'},
	...kubeletPaths(known).map((file) => ({file, format: 'kubeconfig'}) as const),
];

/** Certificates that kubeconfigs name by path, as far as they are at their usual places. */
const certificatesByPath = (captures: readonly (Capture | undefined)[]): ReadonlyMap<string, Certificate> => {
	const ready = captures.filter((capture) => capture !== undefined && capture.failure === null) as readonly Capture[];
	return new Map(
		parseParts(distinctParts(ready), parseCertificate)
			.value.toReversed()
			.map((each) => [each.path, each]),
	);
};

const complete = ({authorityPath, ...file}: KubeconfigFile, byPath: ReadonlyMap<string, Certificate>): Kubeconfig => ({
	...file,
	certificateAuthorityHash: file.certificateAuthorityHash ?? byPath.get(authorityPath ?? '')?.hash ?? null,
	clientCertificate: file.clientCertificate ?? byPath.get(file.clientCertificatePath ?? '') ?? null,
});

/** The kubeconfigs of kubelet, of the control plane and of the administrator, as far as they exist. */
export const kubeconfigs = defineCollector({
	fact: 'kubeconfigs',
	title: 'Kubeconfigs',
	after: ['kubeletConfig'],
	inputs: inputsFor,
	collect: ([authorities, client, ...captures]) => {
		const gap = gapOf(captures);
		if (gap !== null && captures.every((capture) => capture.failure !== null)) {
			return unavailable(gap);
		}
		const {value, unparsed} = parseParts(distinctParts(captures), parseKubeconfig);
		const byPath = certificatesByPath([authorities, client]);
		// A recording that nobody made of another distribution's folder is no gap in this one's.
		const wanted = captures.filter((capture, index) => index !== 1 || capture.failure?.kind !== 'not-recorded');
		return {value: value.map((file) => complete(file, byPath)), unparsed, partial: partialOf(wanted)};
	},
});
