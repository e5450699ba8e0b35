import type {UnixSocket} from '../../../source/model/facts/socket.ts';
import {severalCriSockets} from '../../../source/rules/runtime/several-cri-sockets.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {kubeletConfig, place, setting} from '../../support/node-facts.ts';
import {component, componentsOf} from '../../support/port-rows.ts';
import {containerd} from '../../support/runtime.ts';

const socket = (path: string, listening = true): UnixSocket => ({
	type: 'STREAM',
	state: listening ? 'LISTENING' : 'CONNECTED',
	listening,
	path,
	inode: 1,
	pid: 1,
	program: null,
	at: place(`netstat ${path}`),
});
const [own, crio, dockers] = [
	socket('/run/containerd/containerd.sock'),
	socket('/var/run/crio/crio.sock'),
	socket('/run/cri-dockerd.sock'),
];
const role = roleOf('worker');
const withCriDockerd = kubeletConfig({runtimeEndpoint: setting('unix:///run/cri-dockerd.sock')});
const docker = componentsOf(component('dockerd', {manifest: false}));

testRule(
	severalCriSockets,
	[
		['one', {role, unixSockets: [own, socket('/run/containerd/containerd.sock.ttrpc'), socket('/run/docker.sock')]}],
		['a connection is no listener', {role, unixSockets: [own, socket('/run/crio/crio.sock', false)]}],
		[
			"Docker's containerd has no CRI",
			{
				role,
				unixSockets: [own, dockers],
				kubeletConfig: withCriDockerd,
				containerdConfig: containerd({disabledPlugins: setting(['cri'])}),
			},
		],
		[
			"whether Docker's containerd has a CRI is not known",
			{role, unixSockets: [own, dockers], kubeletConfig: withCriDockerd, components: docker},
			{status: 'unknown'},
		],
	],
	[
		[
			'containerd and CRI-O',
			{role, unixSockets: [own, crio], kubeletConfig: kubeletConfig()},
			{
				severity: 'warning',
				actual: '2 container runtimes listen: /run/containerd/containerd.sock, /run/crio/crio.sock',
				evidence: [{source: 'netstat /run/containerd/containerd.sock'}, {source: 'netstat /var/run/crio/crio.sock'}],
				fix: {commands: ['crictl config --set runtime-endpoint=unix:///run/containerd/containerd.sock']},
			},
		],
		[
			'K3s is told its own one',
			{
				role: roleOf('worker', {distribution: 'k3s'}),
				unixSockets: [own, socket('/run/k3s/containerd/containerd.sock')],
			},
			{severity: 'info'},
		],
	],
);
