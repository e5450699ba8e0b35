import type {Certificate} from '../model/facts/kubernetes.ts';

/** Milliseconds of a day. */
export const day = 24 * 3600 * 1000;

/** kubelet's own serving certificate, signed by itself: nobody looks at its dates. */
export const isSelfSignedServing = ({path}: Certificate): boolean => path.endsWith('/kubelet.crt');

/** Where kubelet keeps the client certificate that it renews by itself. */
const rotated = 'kubelet-client-current.pem';

/** Whether a certificate is kubelet's client certificate, in its own file or in its kubeconfig. */
export const isKubeletClient = ({path}: Certificate): boolean =>
	path.endsWith(rotated) || path.endsWith('/kubelet.conf');

/** How long a certificate is still valid at a time, in milliseconds; negative after its end. */
export const timeLeft = ({notAfter}: Certificate, now: number): number => Date.parse(notAfter) - now;

/**
 * The certificates whose dates matter: not kubelet's self-signed one, not the first client certificate in kubelet's kubeconfig where a
 * renewed one is valid, not an old authority beside a valid one in the same file.
 */
export const certificatesThatCount = (all: readonly Certificate[], now: number): readonly Certificate[] => {
	const isValid = (certificate: Certificate): boolean => timeLeft(certificate, now) > 0;
	const hasRotated = all.some((certificate) => certificate.path.endsWith(rotated) && isValid(certificate));
	const valid = new Set(all.filter((each) => each.isAuthority && isValid(each)).map(({path}) => path));
	return all.filter(
		(certificate) =>
			!isSelfSignedServing(certificate) &&
			!(hasRotated && certificate.path.endsWith('/kubelet.conf')) &&
			!(certificate.isAuthority && !isValid(certificate) && valid.has(certificate.path)),
	);
};

/** What kubeadm calls the certificates that it can renew, by the end of their path (https://kubernetes.io/docs/reference/setup-tools/kubeadm/kubeadm-certs/). */
const kubeadmNames: readonly (readonly [end: string, name: string])[] = [
	['/pki/apiserver.crt', 'apiserver'],
	['/pki/apiserver-kubelet-client.crt', 'apiserver-kubelet-client'],
	['/pki/apiserver-etcd-client.crt', 'apiserver-etcd-client'],
	['/pki/front-proxy-client.crt', 'front-proxy-client'],
	['/pki/etcd/server.crt', 'etcd-server'],
	['/pki/etcd/peer.crt', 'etcd-peer'],
	['/pki/etcd/healthcheck-client.crt', 'etcd-healthcheck-client'],
	['/admin.conf', 'admin.conf'],
	['/super-admin.conf', 'super-admin.conf'],
	['/controller-manager.conf', 'controller-manager.conf'],
	['/scheduler.conf', 'scheduler.conf'],
];

/** What to type to renew a certificate on a node of a distribution; where nothing can be typed, none. */
export const renewal = ({path}: Certificate, distribution: string | undefined): readonly string[] => {
	if (distribution === 'k3s' || distribution === 'rke2') {
		return [`${distribution} certificate rotate`];
	}
	if (distribution === 'microk8s') {
		return ['microk8s refresh-certs --cert server.crt'];
	}
	const name = kubeadmNames.find(([end]) => path.endsWith(end))?.[1];
	return name === undefined ? [] : [`kubeadm certs renew ${name}`];
};
