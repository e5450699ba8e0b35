import {defineCollector} from '../model/collector.ts';
import {failedReading} from './failed-reading.ts';
import {parseSystemctlShow} from './systemctl-show.ts';

/** Units whose state matters on a node: Kubernetes and its runtimes, the firewalls and what else takes part in its network. */
const names = [
	'kubelet',
	'containerd',
	'crio',
	'docker',
	'cri-docker',
	'k3s',
	'k3s-agent',
	'rke2-server',
	'rke2-agent',
	'k0scontroller',
	'k0sworker',
	'snap.microk8s.daemon-kubelite',
	'snap.microk8s.daemon-containerd',
	'etcd',
	'firewalld',
	'ufw',
	'nftables',
	'iptables',
	'netfilter-persistent',
	'nm-cloud-setup',
	'NetworkManager',
	'systemd-networkd',
	'systemd-resolved',
	'systemd-timesyncd',
	'chronyd',
	'chrony',
	'ntp',
	'ntpd',
	'haproxy',
	'keepalived',
] as const;

const properties = 'Id,LoadState,ActiveState,SubState,UnitFileState,Result,NRestarts';

/** The units of systemd that matter on a node, also those that are not installed (LoadState `not-found`). */
export const units = defineCollector({
	fact: 'units',
	title: 'Units of systemd',
	after: [],
	inputs: () => [
		{
			run: [
				'systemctl',
				'show',
				...names.map((name) => `${name}.service`),
				'nm-cloud-setup.timer',
				'-p',
				properties,
				'--no-pager',
			],
			gate: 'systemd',
			format: 'systemctl-show',
		},
	],
	collect: ([capture]) => {
		if (capture === undefined || capture.failure !== null) {
			return failedReading(capture);
		}
		const parsed = capture.parts.map(parseSystemctlShow);
		return {
			value: parsed.flatMap(({value}) => value),
			unparsed: parsed.flatMap(({unparsed}) => unparsed),
		};
	},
});
