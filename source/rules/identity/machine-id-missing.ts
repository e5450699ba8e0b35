import {defineRule} from '../../model/rule.ts';

const problemOf = (id: string | null): string | null => {
	if (id === null) {
		return '/etc/machine-id does not exist';
	}
	if (id === '') {
		return '/etc/machine-id is empty';
	}
	return /^[0-9a-f]{32}$/.test(id) && !/^0+$/.test(id) ? null : `/etc/machine-id holds ${id.slice(0, 40)}`;
};

/** machine-id(5): 32 hexadecimal digits. */
export const machineIdMissing = defineRule({
	id: 'machine-id-missing',
	title: 'The machine has an initialised machine-id',
	severity: 'error',
	tier: 1,
	group: 'identity',
	roles: ['control-plane', 'worker', 'etcd'],
	needs: ['machineId', 'processes'],
	uses: ['hostname'],
	why: 'Kubelet reports it as the identity of the machine. Clones without one of their own may get the same DHCP lease, and so the same address.',
	fix: 'Make a new machine-id and reboot.',
	commands: ['rm -f /etc/machine-id /var/lib/dbus/machine-id', 'systemd-machine-id-setup', 'reboot'],
	verify: ['cat /etc/machine-id'],
	docs: [
		'https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/install-kubeadm/',
		'https://www.freedesktop.org/software/systemd/man/latest/machine-id.html',
	],
	seen: 'never seen live; tested on made-up facts',
	check: ({machineId, processes, hostname}) => {
		const init = processes.find((process) => process.pid === 1);
		if (init === undefined) {
			return {unknown: 'PID 1 is not visible, so it is not known whether systemd runs here', remedy: 'run as root'};
		}
		if (init.name !== 'systemd') {
			return {skip: 'machine-id belongs to systemd, which does not run here'};
		}
		const problem = problemOf(machineId.value);
		// A file that does not exist has no line to show: the node's name stands for it.
		const at = machineId.value === null && hostname !== undefined ? hostname.at : machineId.at;
		return problem === null
			? []
			: [{expected: '32 hexadecimal digits in /etc/machine-id', actual: problem, evidence: [at, init.at]}];
	},
});
