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

/** Certificates that kubeconfigs name by path, as far as they are at their usual places: the first of each file. */
const certificatesByPath = (
	captures: readonly Capture[],
	files: readonly KubeconfigFile[],
): ReadonlyMap<string, Certificate> => {
	const wanted = new Set(files.flatMap((file) => [file.authorityPath, file.clientCertificatePath]));
	const parts = distinctParts(captures).filter(({name}) => wanted.has(name));
	const read = parseParts(parts, parseCertificate).value;
	return new Map(read.toReversed().map((certificate) => [certificate.path, certificate]));
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
	collect: (all) => {
		const captures = all.slice(2);
		const gap = gapOf(captures);
		if (gap !== null && captures.every((capture) => capture.failure !== null)) {
			return unavailable(gap);
		}
		const {value, unparsed} = parseParts(distinctParts(captures), parseKubeconfig);
		const byPath = certificatesByPath(all.slice(0, 2), value);
		// A recording that nobody made of another distribution's folder is no gap in this one's.
		const wanted = captures.filter((capture, index) => index !== 1 || capture.failure?.kind !== 'not-recorded');
		const inOrder = value.toSorted((a, b) => (a.path < b.path ? -1 : 1));
		return {value: inOrder.map((file) => complete(file, byPath)), unparsed, partial: partialOf(wanted)};
	},
});
