import {kubeletReadOnlyPort} from '../../../source/rules/exposure/kubelet-read-only-port.ts';
import {testRule} from '../../support/judge.ts';
import {kubeletConfig, listener, place, setting} from '../../support/node-facts.ts';

const open = listener({localPort: 10255, program: 'kubelet', localAddress: '::'});

testRule(
	kubeletReadOnlyPort,
	[
		['closed', {listeners: [listener({localPort: 10250, program: 'kubelet'})], kubeletConfig: kubeletConfig()}],
		['another program has 10255', {listeners: [listener({localPort: 10255, program: 'nginx'})]}],
	],
	[
		[
			'open',
			{
				listeners: [open],
				kubeletConfig: kubeletConfig({readOnlyPort: setting(10255, {at: place('/var/lib/kubelet/config.yaml', 41)})}),
			},
			{
				severity: 'warning',
				actual: 'kubelet answers without authentication on :::10255',
				evidence: [{source: 'netstat -npa'}, {source: '/var/lib/kubelet/config.yaml', line: 41}],
				fix: {
					commands: [
						"sed -i 's/^readOnlyPort:.*/readOnlyPort: 0/' /var/lib/kubelet/config.yaml",
						'systemctl restart kubelet',
					],
				},
			},
		],
		['k3s owns it', {listeners: [listener({localPort: 10255, program: 'k3s'})]}],
		['nobody is known to own it', {listeners: [listener({localPort: 10255})]}],
		[
			'configured and not yet open',
			{listeners: [], kubeletConfig: kubeletConfig({readOnlyPort: setting(10255)})},
			{actual: 'readOnlyPort is 10255; kubelet opens it at its next start'},
		],
		[
			'on an address of the internet',
			{
				listeners: [open],
				nodeAddress: {
					addresses: [{family: 4, address: '8.8.4.4', prefix: 24, interface: 'eth0', at: place()}],
					uplink: 'eth0',
					because: 'default-route',
					physical: ['eth0'],
				},
			},
			{severity: 'error'},
		],
	],
);
