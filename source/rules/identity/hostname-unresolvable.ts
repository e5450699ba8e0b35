import {defineRule} from '../../model/rule.ts';

/** Modules of nsswitch.conf that answer for the machine's own name without asking anybody (nss-myhostname(8), nss-resolve(8)). */
const answering = ['myhostname', 'resolve'];

/** Modules that look only into files of this machine. */
const local = ['files', 'db', 'compat', 'cache'];

/** The machine's own name against /etc/hosts; no name server is asked. */
export const hostnameUnresolvable = defineRule({
	id: 'hostname-unresolvable',
	title: 'The hostname can be resolved on the node',
	severity: 'warning',
	tier: 3,
	group: 'identity',
	roles: 'any',
	needs: ['hostname', 'hostsFile', 'nameServiceSwitch'],
	whole: ['hostsFile'],
	found: true,
	why: 'kubeadm warns that the hostname could not be reached, and programs that look up their own name at the start wait for name servers or end.',
	fix: 'Add a line with the address of the node and {name} to /etc/hosts, or a record to DNS.',
	commands: ['getent hosts {name}', 'grep -n hosts /etc/nsswitch.conf'],
	verify: ['getent hosts {name}'],
	docs: ['https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/install-kubeadm/'],
	seen: 'never seen live; tested on made-up facts',
	check: ({hostname, hostsFile, nameServiceSwitch}) => {
		const name = hostname.value.toLowerCase();
		const isInFile = hostsFile.some((entry) => entry.names.some((each) => each.toLowerCase() === name));
		const sources = nameServiceSwitch.value;
		if (isInFile || name === 'localhost' || sources.some((source) => answering.includes(source))) {
			return [];
		}
		if (sources.length === 0 || sources.some((source) => !local.includes(source))) {
			return {
				unknown: `${hostname.value} is not in /etc/hosts, and no name server was asked for it`,
				remedy: `getent hosts ${name}`,
			};
		}
		const [line] = hostsFile;
		return [
			{
				expected: `${hostname.value} in /etc/hosts, the only place where names are looked up`,
				actual: `the hostname ${hostname.value} cannot be resolved`,
				evidence: [hostname.at, nameServiceSwitch.at, line?.at].filter((at) => at !== undefined),
				values: {name},
			},
		];
	},
});
