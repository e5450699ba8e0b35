import type {UnixSocket} from '../../../source/model/facts/socket.ts';
import {criSocketMissing} from '../../../source/rules/runtime/cri-socket-missing.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {kubeletConfig, place, process, setting} from '../../support/node-facts.ts';

const socket = (path: string, listening = true): UnixSocket => ({
	type: 'STREAM',
	state: listening ? 'LISTENING' : 'CONNECTED',
	listening,
	path,
	inode: 1,
	pid: null,
	program: null,
	at: place('netstat -npa', 90),
});
const endpoint = (value: string) =>
	kubeletConfig({runtimeEndpoint: setting(value, {from: 'flag', at: place('/proc/9/cmdline')})});
const node = (value: string, ...unixSockets: readonly UnixSocket[]) => ({
	role: roleOf('worker'),
	components: {},
	kubeletConfig: endpoint(value),
	unixSockets,
});

testRule(
	criSocketMissing,
	[
		['containerd listens', node('unix:///run/containerd/containerd.sock', socket('/run/containerd/containerd.sock'))],
		['/var/run is /run', node('unix:///var/run/containerd/containerd.sock', socket('/run/containerd/containerd.sock'))],
		['an endpoint without scheme', node('/run/crio/crio.sock', socket('/run/crio/crio.sock'))],
		['no endpoint is known', node('', socket('/run/x.sock')), {status: 'unknown'}],
	],
	[
		[
			'nothing listens',
			node('unix:///run/containerd/containerd.sock', socket('/run/other.sock')),
			{
				actual: 'containerd is not running: nothing listens on /run/containerd/containerd.sock',
				evidence: [{source: '/proc/9/cmdline'}, {source: 'netstat -npa'}],
				fix: {commands: ['journalctl -u containerd -n 50 --no-pager', 'systemctl start containerd']},
			},
		],
		[
			'a connected socket is no listener',
			node('unix:///run/containerd/containerd.sock', socket('/run/containerd/containerd.sock', false)),
		],
		[
			'the runtime listens elsewhere',
			{
				...node('unix:///run/containerd/containerd.sock', socket('/run/containerd2/containerd.sock')),
				components: {
					containerd: {
						name: 'containerd',
						processes: [process({argv: ['containerd']})],
						manifest: null,
						flags: [],
						flagsFrom: 'process',
						version: null,
					},
				},
			},
			{actual: 'containerd runs, but nothing listens on /run/containerd/containerd.sock'},
		],
	],
);
