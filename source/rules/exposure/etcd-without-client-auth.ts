import type {Flag} from '../../model/facts/kubernetes.ts';
import {lastFlag} from '../../model/read-flags.ts';
import {defineRule} from '../../model/rule.ts';
import {isLoopback} from '../../net/address.ts';

const urlsOf = (flag: Flag | undefined): readonly URL[] =>
	(flag?.value ?? '').split(',').flatMap((text) => (URL.canParse(text.trim()) ? [new URL(text.trim())] : []));

const isExposed = (url: URL): boolean => {
	const host = url.hostname.replace(/^\[|\]$/g, '');
	return host !== 'localhost' && !isLoopback(host);
};

/** TLS and client certificates on etcd's client port. */
export const etcdWithoutClientAuth = defineRule({
	id: 'etcd-without-client-auth',
	title: 'etcd asks its clients for a certificate',
	severity: 'error',
	tier: 1,
	group: 'exposure',
	roles: ['etcd'],
	needs: ['components'],
	why: 'etcd holds every Secret of the cluster: whoever reaches its client port can read and change all of it.',
	fix: 'Give etcd --client-cert-auth=true with --trusted-ca-file, --cert-file and --key-file, and https:// in --listen-client-urls.',
	commands: ["sed -i 's/--client-cert-auth=.*/--client-cert-auth=true/' {file}"],
	verify: ['grep -E "client-cert-auth|listen-client-urls" {file}'],
	docs: ['https://etcd.io/docs/v3.6/op-guide/security/', 'https://etcd.io/docs/v3.6/op-guide/configuration/'],
	seen: 'live',
	check: ({components}) => {
		const etcd = components.etcd;
		const urls = etcd === undefined ? undefined : lastFlag(etcd.flags, 'listen-client-urls');
		if (etcd === undefined || urls === undefined) {
			return {skip: 'no etcd with --listen-client-urls runs or is declared here'};
		}
		const configFile = lastFlag(etcd.flags, 'config-file');
		if (configFile !== undefined) {
			return {unknown: `etcd reads its settings from ${configFile.value}, which kdiag does not read`};
		}
		const exposed = urlsOf(urls).filter(isExposed);
		const [plain] = exposed.filter((url) => url.protocol === 'http:');
		const values = {file: etcd.manifest?.path ?? '/etc/kubernetes/manifests/etcd.yaml'};
		if (plain !== undefined) {
			return [
				{
					expected: 'https:// with client certificates',
					actual: `etcd serves clients in plain text on ${plain.host}`,
					evidence: [urls.at],
					values,
				},
			];
		}
		const required = lastFlag(etcd.flags, 'client-cert-auth');
		if (exposed.length === 0 || required?.value === 'true') {
			return [];
		}
		const [first] = exposed;
		return [
			{
				expected: '--client-cert-auth=true',
				actual: `etcd asks no client for a certificate on ${first?.host}${required === undefined ? '' : ` (--client-cert-auth=${required.value})`}`,
				evidence: [...(required === undefined ? [] : [required.at]), urls.at],
				values,
			},
		];
	},
});
