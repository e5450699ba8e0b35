import {certificatesThatCount, day, isSelfSignedServing, renewal, timeLeft} from '../../derive/certificate-time.ts';
import type {Located} from '../../model/facts/host.ts';
import type {Certificate} from '../../model/facts/kubernetes.ts';
import {defineRule, type Violation} from '../../model/rule.ts';

const ago = (milliseconds: number): string => {
	const days = Math.floor(-milliseconds / day);
	return days < 1 ? 'less than a day ago' : days === 1 ? 'a day ago' : `${days} days ago`;
};

const violationOf = (certificate: Certificate, clock: Located, distribution: string | undefined): Violation => {
	const {path, notAfter, commonName, at} = certificate;
	const left = timeLeft(certificate, Date.parse(clock.value));
	return {
		expected: `${path} is valid on ${clock.value.slice(0, 10)}`,
		actual: `${path} (${commonName ?? 'no name'}) expired on ${notAfter.slice(0, 10)}, ${ago(left)}`,
		severity: isSelfSignedServing(certificate) ? 'info' : 'error',
		evidence: [at, clock.at],
		// The certificate of a kubeconfig is inside it, where openssl does not find it.
		values: path.endsWith('.conf') || path.endsWith('.yaml') ? {} : {file: path},
		commands: [
			...(distribution === 'kubeadm' ? ['kubeadm certs check-expiration'] : []),
			...renewal(certificate, distribution),
		],
	};
};

/** Certificates of the control plane, of etcd and of kubelet against the node's clock. */
export const certificateExpired = defineRule({
	id: 'certificate-expired',
	title: 'No certificate of the cluster has expired',
	severity: 'error',
	tier: 1,
	group: 'certificates',
	roles: ['control-plane', 'worker', 'etcd'],
	needs: ['certificates', 'clock'],
	uses: ['role'],
	why: 'The port listens, yet every connection fails: "x509: certificate has expired or is not yet valid".',
	fix: "Renew it and restart the static pods that use it (move the manifest out of its folder and back). kubelet's own client certificate comes anew by a bootstrap token; an authority cannot be renewed by a command. First see that the node's clock is right.",
	commands: ['kubeadm certs check-expiration'],
	verify: ['openssl x509 -noout -enddate -in {file}', 'date -u'],
	docs: [
		'https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-certs/',
		'https://kubernetes.io/docs/setup/best-practices/certificates/',
	],
	seen: 'live',
	check: ({certificates, clock, role}) => {
		const now = Date.parse(clock.value);
		if (Number.isNaN(now)) {
			return {unknown: 'the time of the node is not known'};
		}
		const judged = [...certificatesThatCount(certificates, now), ...certificates.filter(isSelfSignedServing)];
		return judged
			.filter((certificate) => timeLeft(certificate, now) < 0)
			.map((certificate) => violationOf(certificate, clock, role?.distribution));
	},
});
