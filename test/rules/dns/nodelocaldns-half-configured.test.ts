import {nodelocaldnsHalfConfigured} from '../../../source/rules/dns/nodelocaldns-half-configured.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {proxyIn} from '../../support/kernel.ts';
import {address, iface, kubeletConfig, listener, place, process, setting} from '../../support/node-facts.ts';

const role = roleOf('worker');
const link = iface({
	name: 'nodelocaldns',
	kind: 'dummy',
	addresses: [address('169.254.20.10/32'), address('10.96.0.10/32')],
});
const cache = process({argv: ['/node-cache', '-localip', '169.254.20.10,10.96.0.10'], startSeconds: 100});
const heard = listener({localPort: 53, localAddress: '169.254.20.10', program: 'node-cache'});
const whole = {
	role,
	interfaces: [link],
	processes: [cache],
	listeners: [heard],
	kubeletConfig: kubeletConfig(),
	proxy: proxyIn('iptables'),
};
const local = kubeletConfig({clusterDns: setting(['169.254.20.10'])});

testRule(
	nodelocaldnsHalfConfigured,
	[
		['whole; in iptables mode kubelet needs no change', whole],
		['whole in ipvs mode', {...whole, kubeletConfig: local, proxy: proxyIn('ipvs')}],
		['not set up', {...whole, interfaces: [], processes: [], listeners: []}, {status: 'skip'}],
		[
			"Cilium's redirect to a cache in a pod",
			{...whole, interfaces: [], processes: [{...cache, hostNetwork: false}], listeners: []},
			{status: 'skip'},
		],
		[
			'the address is on another link',
			{...whole, interfaces: [iface({name: 'lo', addresses: [address('169.254.20.10/32')]})], kubeletConfig: local},
		],
	],
	[
		[
			'the process is missing',
			{...whole, processes: [], listeners: []},
			{
				severity: 'warning',
				actual: 'the interface nodelocaldns is there, but node-cache does not run',
				evidence: [{source: 'ip -d addr'}],
			},
		],
		[
			'it does not listen',
			{...whole, listeners: []},
			{
				actual: 'node-cache runs but does not listen on 169.254.20.10:53',
				evidence: [{source: '/proc/100/cmdline'}, {source: 'ip -d addr'}],
			},
		],
		[
			'it has only just started',
			{...whole, listeners: [], uptime: {value: 130, at: place('/proc/uptime')}},
			{severity: 'info'},
		],
		[
			'kubelet names an address that is not there',
			{...whole, interfaces: [], processes: [], listeners: [], kubeletConfig: local},
			{severity: 'error', evidence: [{source: '/var/lib/kubelet/config.yaml'}]},
		],
		[
			'pods pass by it in ipvs mode',
			{...whole, proxy: proxyIn('ipvs')},
			{expected: 'clusterDNS 169.254.20.10, because services are proxied with ipvs'},
		],
	],
);
