import {defineQuestion} from '../model/question.ts';
import {notKnown} from './missing.ts';

/** Whether the kernel forwards packets. */
export const ipForward = defineQuestion({
	number: 32,
	id: 'ip-forward',
	question: 'Is IP forwarding on?',
	uses: ['sysctls'],
	commands: ['sysctl net.ipv4.ip_forward net.ipv6.conf.all.forwarding'],
	answer: ({sysctls}) => {
		const v4 = sysctls?.find(({name}) => name === 'net.ipv4.ip_forward');
		const v6 = sysctls?.find(({name}) => name === 'net.ipv6.conf.all.forwarding');
		if (v4 === undefined) {
			return notKnown('net.ipv4.ip_forward is', 'sysctl net.ipv4.ip_forward');
		}
		const state = (value: string): string => (value === '0' ? 'off' : 'on');
		const besides =
			v6 === undefined ? '' : `, for IPv6 ${state(v6.value)} (net.ipv6.conf.all.forwarding = ${v6.value})`;
		return {
			answer: `IP forwarding is ${state(v4.value)} (net.ipv4.ip_forward = ${v4.value})${besides}.`,
			values: [v4.value],
			evidence: [v4.at, ...(v6 === undefined ? [] : [v6.at])],
		};
	},
});
