import {certificatesThatCount, day, isKubeletClient, renewal, timeLeft} from '../../derive/certificate-time.ts';
import type {Certificate} from '../../model/facts/kubernetes.ts';
import {defineRule} from '../../model/rule.ts';

/** Days before the end from which it is reported, and from which it is an error. */
const soon = 30;
const close = 7;

/** A certificate of a short life is renewed by something, and always near its end: a part of its life is left then. */
const limitOf = ({notBefore, notAfter}: Certificate, days: number, part: number): number =>
	Math.min(days * day, (Date.parse(notAfter) - Date.parse(notBefore)) / part);

/** Certificates that are about to expire and that nobody renews. */
export const certificateExpiring = defineRule({
	id: 'certificate-expiring',
	title: 'No certificate of the cluster is about to expire',
	severity: 'warning',
	tier: 3,
	group: 'certificates',
	roles: ['control-plane', 'worker', 'etcd'],
	needs: ['certificates', 'clock'],
	uses: ['kubeletConfig', 'role'],
	why: "kubeadm's certificates live for a year and are renewed by an upgrade only.",
	fix: 'Renew it, or upgrade the cluster, and restart the static pods that use it.',
	commands: ['kubeadm certs check-expiration'],
	verify: ['openssl x509 -noout -enddate -in {file}'],
	docs: ['https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-certs/'],
	seen: 'never seen live; tested on made-up facts',
	check: ({certificates, clock, kubeletConfig, role}) => {
		const now = Date.parse(clock.value);
		if (Number.isNaN(now)) {
			return {unknown: 'the time of the node is not known'};
		}
		const rotates = kubeletConfig?.rotateCertificates.value !== false;
		return certificatesThatCount(certificates, now)
			.filter((certificate) => !(rotates && isKubeletClient(certificate)))
			.map((certificate) => ({certificate, left: timeLeft(certificate, now)}))
			.filter(({certificate, left}) => left >= 0 && left < limitOf(certificate, soon, 4))
			.map(({certificate, left}) => ({
				expected: `${certificate.path} is valid for ${soon} days and more`,
				actual: `${certificate.path} expires on ${certificate.notAfter.slice(0, 10)}, in ${Math.floor(left / day)} days`,
				severity: left < limitOf(certificate, close, 10) ? ('error' as const) : ('warning' as const),
				evidence: [certificate.at, clock.at],
				values: /\.(conf|yaml)$/.test(certificate.path) ? {} : {file: certificate.path},
				commands: renewal(certificate, role?.distribution),
			}));
	},
});
