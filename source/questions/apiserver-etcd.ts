import {endpointsOf} from '../derive/endpoints-of.ts';
import {defineQuestion} from '../model/question.ts';
import {lastFlag} from '../model/read-flags.ts';
import {isLoopback} from '../net/address.ts';
import {joinWords} from './join-words.ts';
import {notOnControlPlane} from './missing.ts';

/** The etcd that kube-apiserver stores in. */
export const apiserverEtcd = defineQuestion({
	number: 29,
	id: 'apiserver-etcd',
	question: 'Which etcd does kube-apiserver use?',
	uses: ['components', 'nodeAddress', 'role'],
	commands: ['grep etcd-servers /etc/kubernetes/manifests/kube-apiserver.yaml'],
	answer: ({components, nodeAddress, role}) => {
		const flag = lastFlag(components?.['kube-apiserver']?.flags ?? [], 'etcd-servers');
		if (flag === undefined) {
			return notOnControlPlane(
				role,
				'--etcd-servers of kube-apiserver',
				'cat /etc/kubernetes/manifests/kube-apiserver.yaml',
				'ps aux',
			);
		}
		const servers = flag.value.split(',').filter((server) => server !== '');
		const own = nodeAddress?.addresses.map(({address}) => address) ?? [];
		const hosts = endpointsOf(flag.value).map(({host}) => host);
		const isStacked = hosts.some((host) => isLoopback(host) || own.includes(host));
		const where = hosts.length === 0 ? '' : isStacked ? ': an etcd on this node (stacked)' : ': an external etcd';
		return {answer: `kube-apiserver uses ${joinWords(servers)}${where}.`, values: servers, evidence: [flag.at]};
	},
});
