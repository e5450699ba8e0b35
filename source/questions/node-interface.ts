import type {Interface} from '../model/facts/interface.ts';
import {defineQuestion} from '../model/question.ts';
import {joinWords} from './join-words.ts';
import {notKnown} from './missing.ts';
import {trafficFacts, trafficInterface} from './traffic-interface.ts';

/** Addresses of the link that move between nodes: a /32 or /128 beside the node's own. */
const virtualAddresses = (link: Interface, own: readonly string[]): readonly string[] =>
	link.addresses
		.filter(({scope, prefix, family}) => scope === 'global' && prefix === (family === 4 ? 32 : 128))
		.map(({address}) => address)
		.filter((address) => !own.includes(address));

/** The interface that carries the node's traffic, its addresses and its state. */
export const nodeInterface = defineQuestion({
	number: 1,
	id: 'node-interface',
	question: "Which interface carries the node's traffic?",
	uses: trafficFacts,
	commands: ['ip -br addr', 'ip route get 1.1.1.1', 'kubectl get nodes -o wide'],
	answer: (node) => {
		const found = trafficInterface(node);
		if (found === null) {
			return notKnown("The interface that carries the node's traffic is", 'ip addr; ip route');
		}
		const {link, addresses, because, evidence} = found;
		const state = link.state ?? (link.flags.includes('UP') ? 'UP' : 'DOWN');
		const virtual = virtualAddresses(link, addresses);
		const also = virtual.length === 0 ? '' : `; it also holds the virtual address ${joinWords(virtual)}`;
		return {
			answer: `${link.name} carries the node's traffic (${because}): ${joinWords(addresses)}, state ${state}${also}.`,
			values: [link.name, ...addresses, state],
			evidence,
		};
	},
});
