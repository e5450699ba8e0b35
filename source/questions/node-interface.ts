import type {NodeAddress} from '../model/conclusions.ts';
import type {Interface} from '../model/facts/interface.ts';
import {defineQuestion} from '../model/question.ts';
import {joinWords} from './join-words.ts';
import {notKnown} from './missing.ts';

const reasons: {readonly [K in NodeAddress['because']]: string} = {
	'node-ip': "kubelet's --node-ip",
	apiserver: "kube-apiserver's --advertise-address",
	manifest: "--advertise-address of kube-apiserver's manifest",
	'default-route': 'the default route leaves through it',
	'only-address': 'it holds the only address',
	none: 'unknown',
};

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
	uses: ['nodeAddress', 'interfaces'],
	commands: ['ip -br addr', 'ip route get 1.1.1.1', 'kubectl get nodes -o wide'],
	answer: ({nodeAddress, interfaces}) => {
		const link = interfaces?.find((one) => one.name === nodeAddress?.uplink);
		if (nodeAddress === undefined || link === undefined) {
			return notKnown("The interface that carries the node's traffic is", 'ip addr', 'ip route');
		}
		const own = nodeAddress.addresses.map(({address}) => address);
		const state = link.state ?? (link.flags.includes('UP') ? 'UP' : 'DOWN');
		const virtual = virtualAddresses(link, own);
		const also = virtual.length === 0 ? '' : `; it also holds the virtual address ${joinWords(virtual)}`;
		return {
			answer: `${link.name} carries the node's traffic (${reasons[nodeAddress.because]}): ${joinWords(own)}, state ${state}${also}.`,
			values: [link.name, ...own, state],
			evidence: [link.at, ...nodeAddress.addresses.map(({at}) => at)],
		};
	},
});
