import {ephemeralRangeOverlapsNodeports} from '../../../source/rules/ports/ephemeral-range-overlaps-nodeports.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {sysctls} from '../../support/kernel.ts';
import {component, componentsOf} from '../../support/port-rows.ts';

const node = (range: string, reserved = '', argv: readonly string[] = []) => ({
	role: roleOf('control-plane'),
	sysctls: sysctls({'net.ipv4.ip_local_port_range': range, 'net.ipv4.ip_local_reserved_ports': reserved}),
	components: componentsOf(component('kube-apiserver', {argv})),
});

testRule(
	ephemeralRangeOverlapsNodeports,
	[
		["the kernel's default", node('32768\t60999')],
		['all reserved', node('1024\t65000', '30000-32767')],
		['what is shared is reserved', node('32000\t65000', '8080,32000-32400,32401-32767')],
		['NodePorts elsewhere', node('32768\t60999', '', ['--service-node-port-range=20000-22767'])],
		['not read', {...node(''), sysctls: []}, {status: 'unknown'}],
		[
			'what is reserved is not known',
			{...node(''), sysctls: sysctls({'net.ipv4.ip_local_port_range': '1024 65000'})},
			{status: 'unknown'},
		],
	],
	[
		[
			'tuned wide',
			node('1024\t65000', '8080'),
			{
				severity: 'warning',
				actual: 'outgoing connections may take ports 30000 to 32767, which are NodePorts',
				evidence: [
					{source: '/proc/sys/net/ipv4/ip_local_port_range'},
					{source: '/proc/sys/net/ipv4/ip_local_reserved_ports'},
				],
				fix: {commands: ['sysctl -w net.ipv4.ip_local_reserved_ports=8080,30000-32767']},
			},
		],
		[
			'a hole in what is reserved',
			node('32000 65000', '32000-32399,32401-32767'),
			{actual: 'outgoing connections may take ports 32000 to 32767, which are NodePorts'},
		],
		[
			'NodePorts that were moved',
			node('32768\t60999', '', ['--service-node-port-range=40000-40100']),
			{
				actual: 'outgoing connections may take ports 40000 to 40100, which are NodePorts',
				fix: {commands: ['sysctl -w net.ipv4.ip_local_reserved_ports=40000-40100']},
			},
		],
	],
);
