import {endpointsOf} from '../../derive/endpoints-of.ts';
import type {Certificate, Kubeconfig} from '../../model/facts/kubernetes.ts';
import type {Place} from '../../model/place.ts';
import {lastFlag} from '../../model/read-flags.ts';
import {defineRule} from '../../model/rule.ts';
import {isWildcard, parseAddress, sameAddress} from '../../net/address.ts';
import {addressAt, parseCidr} from '../../net/cidr.ts';

const kubeadmPath = '/etc/kubernetes/pki/apiserver.crt';

/** A name or address by which clients call the API server. */
type Called = {readonly name: string; readonly who: string; readonly at: Place};

const covers = ({names, addresses}: Certificate, name: string): boolean =>
	parseAddress(name) !== null
		? addresses.some((address) => sameAddress(address, name))
		: names.some((each) => {
				const [own, called] = [each.toLowerCase(), name.toLowerCase()];
				return own === called || (own.startsWith('*.') && called.slice(called.indexOf('.')) === own.slice(1));
			});

const ofKubeconfigs = (kubeconfigs: readonly Kubeconfig[]): readonly Called[] =>
	kubeconfigs.flatMap(({server, path, at}) =>
		endpointsOf(server ?? '').map(({host}) => ({name: host, who: `the server of ${path}`, at})),
	);

/** The names in the API server's certificate against those by which it is called. */
export const apiserverSanMissing = defineRule({
	id: 'apiserver-san-missing',
	title: "The API server's certificate names all its addresses",
	severity: 'error',
	tier: 3,
	group: 'certificates',
	roles: ['control-plane'],
	needs: ['certificates', 'components'],
	enough: ['certificates', 'components'],
	uses: ['addressPlan', 'kubeconfigs'],
	why: 'Clients refuse it: "x509: certificate is valid for …, not …". This follows a changed address, or a load balancer in front that came later.',
	fix: 'Make the certificate anew with {name} in it: move the old pair away, let kubeadm make the new one, and restart kube-apiserver. Put the name into certSANs of the ConfigMap kubeadm-config, too.',
	commands: [
		'mv /etc/kubernetes/pki/apiserver.crt /etc/kubernetes/pki/apiserver.key /root/',
		'kubeadm init phase certs apiserver --apiserver-cert-extra-sans={name}',
	],
	verify: ['openssl x509 -noout -ext subjectAltName -in {file}'],
	docs: [
		'https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-certs/',
		'https://kubernetes.io/docs/setup/best-practices/certificates/',
	],
	seen: 'never seen live; tested on made-up facts',
	check: ({certificates, components, addressPlan, kubeconfigs}) => {
		const flags = components['kube-apiserver']?.flags ?? [];
		const path = lastFlag(flags, 'tls-cert-file')?.value ?? kubeadmPath;
		const certificate = certificates.find((each) => each.path === path);
		if (certificate === undefined) {
			return {unknown: 'the certificate of kube-apiserver could not be read', remedy: 'run as root'};
		}
		const advertised = lastFlag(flags, 'advertise-address');
		const services = addressPlan?.ranges.find(({owner}) => owner === `kube-apiserver --service-cluster-ip-range`);
		const range = services === undefined ? null : parseCidr(services.cidr);
		// With other certificates for other names, only the addresses are certainly served by this one.
		const hasOthers = lastFlag(flags, 'tls-sni-cert-key') !== undefined;
		const called: readonly Called[] = [
			...(advertised === undefined || isWildcard(advertised.value)
				? []
				: [{name: advertised.value, who: '--advertise-address', at: advertised.at}]),
			...(services === undefined || range === null
				? []
				: [{name: addressAt(range, 1n), who: 'the service kubernetes', at: services.at}]),
			...ofKubeconfigs(kubeconfigs ?? []).filter(({name}) => !hasOthers || parseAddress(name) !== null),
		];
		const missing = new Map(
			called.filter(({name}) => name !== '' && !covers(certificate, name)).map((each) => [each.name, each]),
		);
		return [...missing.values()].map(({name, who, at}) => ({
			expected: `${name} (${who}) among the names of ${path}`,
			actual: `the certificate of kube-apiserver is not valid for ${name}, ${who}`,
			evidence: [certificate.at, at],
			values: {name, file: path},
		}));
	},
});
