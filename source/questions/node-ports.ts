import {nodePortAddresses} from '../derive/service-entry.ts';
import type {Service} from '../model/conclusions.ts';
import {defineQuestion} from '../model/question.ts';
import {someWords} from './join-words.ts';
import {notOnNode} from './missing.ts';

const describe = ({name, nodePort, endpoints, refused}: Service): string => {
	const count = `${endpoints.length} ${endpoints.length === 1 ? 'endpoint' : 'endpoints'}`;
	return `${nodePort} (${name ?? 'a service without a name'}, ${endpoints.length === 0 && refused.length > 0 ? 'refused without endpoints' : count})`;
};

/** The node ports of services. Rules open them, not sockets. */
export const nodePorts = defineQuestion({
	number: 38,
	id: 'node-ports',
	question: 'Which node ports are open on this node?',
	uses: ['services', 'proxy', 'iptables', 'nftables', 'role'],
	commands: ['iptables -t nat -S KUBE-NODEPORTS', 'nft list map ip kube-proxy service-nodeports', 'ipvsadm -Ln'],
	answer: ({services, proxy, iptables, nftables, role}) => {
		if (services === undefined || (services.length === 0 && proxy?.mode === 'unknown')) {
			return proxy?.mode === 'replaced'
				? {missing: `${proxy.replacement} keeps node ports to itself: run \`kubectl get services -A\`.`}
				: notOnNode(role, 'node port', 'iptables-save', 'nft list ruleset');
		}
		const own = services
			.filter(({nodePort}) => nodePort !== null)
			.sort((a, b) => (a.nodePort ?? 0) - (b.nodePort ?? 0));
		const [first] = own;
		if (first === undefined) {
			return {answer: 'No service has a node port on this node.', values: [], evidence: []};
		}
		const addresses = nodePortAddresses({iptables, nftables}, first);
		return {
			answer: `Node ports are ${someWords(own.map(describe), 12)}${addresses === null ? '' : `; ${addresses.text}`}.`,
			values: [...new Set(own.map(({nodePort}) => String(nodePort)))],
			evidence: [
				...own
					.slice(0, 30)
					.flatMap(({steps, refused}) => [
						...steps.filter(({text}) => /^(node )?port \d|^port \*/.test(text)).map(({at}) => at),
						...refused.slice(0, 1),
					]),
				...(addresses?.at ? [addresses.at] : []),
			],
		};
	},
});
