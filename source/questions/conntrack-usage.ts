import {defineQuestion} from '../model/question.ts';
import {notKnown} from './missing.ts';

const names = ['net.netfilter.nf_conntrack_count', 'net.netfilter.nf_conntrack_max'] as const;

/** How full the table of tracked connections is. */
export const conntrackUsage = defineQuestion({
	number: 33,
	id: 'conntrack-usage',
	question: 'How full is the connection tracking table?',
	uses: ['sysctls'],
	commands: [`sysctl ${names.join(' ')}`],
	answer: ({sysctls}) => {
		const [count, most] = names.map((name) => sysctls?.find((one) => one.name === name));
		if (count === undefined || most === undefined) {
			return notKnown('Connection tracking is', `sysctl ${names.join(' ')}`);
		}
		const share = Math.round((Number(count.value) / Number(most.value)) * 1000) / 10;
		const percent = !Number.isFinite(share)
			? ''
			: share === 0 && count.value !== '0'
				? ' (under 0.1 %)'
				: ` (${share} %)`;
		return {
			answer: `${count.value} of ${most.value} connections are tracked${percent}.`,
			values: [count.value, most.value],
			evidence: [count.at, most.at],
		};
	},
});
