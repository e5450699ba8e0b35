import {clusterDnsUnset} from '../../../source/rules/dns/cluster-dns-unset.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {kubeletConfig, place, setting, standard} from '../../support/node-facts.ts';
import {component, componentsOf} from '../../support/port-rows.ts';

const path = '/var/lib/kubelet/config.yaml';
const files = (state: 'read' | 'missing') => [{path, state, problem: null, at: place(path)}];
const unset = kubeletConfig({clusterDns: standard<readonly string[]>([]), files: files('read')});
const running = (...argv: readonly string[]) => componentsOf(component('kubelet', {manifest: false, argv}));
const joined = running('/usr/bin/kubelet', '--kubeconfig=/etc/kubernetes/kubelet.conf');
const node = {role: roleOf('worker'), components: joined, kubeletConfig: unset};

testRule(
	clusterDnsUnset,
	[
		['set', {...node, kubeletConfig: kubeletConfig({clusterDns: setting(['10.96.0.10']), files: files('read')})}],
		['static pods alone', {...node, components: running('/usr/bin/kubelet', '--config=/etc/k')}, {status: 'skip'}],
		['no kubelet', {...node, components: {}}, {status: 'skip'}],
		['another program is kubelet too', {...node, role: roleOf('worker', {distribution: 'k3s'})}, {status: 'skip'}],
		[
			'its file was not read',
			{...node, kubeletConfig: kubeletConfig({clusterDns: standard<readonly string[]>([]), files: files('missing')})},
			{status: 'unknown'},
		],
	],
	[
		[
			'unset',
			node,
			{
				severity: 'warning',
				actual: 'kubelet is told no cluster DNS: pods ask the name servers of the node',
				evidence: [{source: path}],
			},
		],
	],
);
