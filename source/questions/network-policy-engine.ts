import {findDaemon} from '../derive/cni-daemon.ts';
import {defineQuestion} from '../model/question.ts';
import {joinWords} from './join-words.ts';
import {notOnNode} from './missing.ts';

/** Products whose agents or chains enforce NetworkPolicy. */
const engines = ['calico', 'cilium', 'weave', 'antrea', 'ovn-kubernetes', 'kube-ovn', 'kube-router', 'nsx'];

/** Programs that do nothing else. */
const programs = ['weave-npc', 'azure-npm', 'kube-network-policies'];

/** What enforces NetworkPolicy on the node. Which policies there are only the API knows. */
export const networkPolicyEngine = defineQuestion({
	number: 40,
	id: 'network-policy-engine',
	question: 'What enforces NetworkPolicy on this node?',
	uses: ['cni', 'processes', 'nftables', 'role'],
	commands: ['ps aux', 'iptables-save | grep -E "cali|WEAVE|KUBE-ROUTER"'],
	answer: ({cni, processes, nftables, role}, isWhole) => {
		const products = (cni?.products ?? []).flatMap(({product, signs}) => {
			const sign = signs.find((one) => one.sign === 'daemon') ?? signs.find((one) => one.sign === 'chain');
			return engines.includes(product) && sign !== undefined ? [{name: product, at: sign.at}] : [];
		});
		const alone = programs.flatMap((name) => {
			const process = findDaemon([name], processes);
			return process === undefined ? [] : [{name, at: process.at}];
		});
		const kindnet = (nftables ?? []).filter(({name}) => name === 'kindnet-network-policies');
		const found = [...products, ...alone, ...kindnet.slice(0, 1).map(({at}) => ({name: 'kindnet', at}))];
		if (found.length > 0) {
			const names = found.map(({name}) => name);
			return {
				answer: `${joinWords(names)} ${names.length === 1 ? 'enforces' : 'enforce'} NetworkPolicy.`,
				values: names,
				evidence: found.map(({at}) => at),
			};
		}
		if (cni === undefined || role?.name === 'load-balancer' || role?.name === 'none' || !isWhole('processes')) {
			return notOnNode(role, 'engine of NetworkPolicy', 'ps aux', 'iptables-save');
		}
		const why = cni.product === null ? 'no engine runs' : `${cni.product} has none, and no other engine runs beside it`;
		return {
			answer: `Nothing enforces NetworkPolicy here: ${why}.`,
			values: [],
			evidence: cni.winner === null ? [] : [cni.winner.at],
		};
	},
});
