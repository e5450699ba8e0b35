import {defineQuestion} from '../model/question.ts';
import {notOnNode} from './missing.ts';

/** The mode in which services are proxied, by the rules that are there and by what is declared. */
export const proxyMode = defineQuestion({
	number: 18,
	id: 'proxy-mode',
	question: 'In which mode does kube-proxy run?',
	uses: ['proxy', 'role'],
	commands: ['curl 127.0.0.1:10249/proxyMode', 'kubectl logs -n kube-system ds/kube-proxy'],
	answer: ({proxy, role}) => {
		if (proxy === undefined || proxy.mode === 'unknown') {
			return notOnNode(role, 'proxy mode', 'iptables-save', 'nft list ruleset', 'ps aux');
		}
		const {mode, declared, replacement, evidence} = proxy;
		if (mode === 'none') {
			return {answer: 'No kube-proxy runs here, and nothing is proxied.', values: [], evidence};
		}
		if (mode === 'replaced') {
			const name = replacement ?? 'another program';
			return {answer: `${name} replaces kube-proxy.`, values: [name], evidence};
		}
		const differs = declared !== null && declared.value !== mode ? `, although ${declared.value} is configured` : '';
		const isSeen = proxy.dataPlanes.some((plane) => plane.mode === mode);
		const who = proxy.proxy?.name ?? 'kube-proxy';
		return {
			answer: isSeen
				? `${who} runs in ${mode} mode, whose rules are on the node${differs}.`
				: `${who} is configured for ${mode} mode; its rules were not seen.`,
			values: [mode],
			evidence,
		};
	},
});
