import {defineQuestion} from '../model/question.ts';
import {notKnown} from './missing.ts';
import {trafficFacts, trafficInterface} from './traffic-interface.ts';

/** The MAC address of the interface that carries the node's traffic; of a bond it is the bond's. */
export const nodeMacAddress = defineQuestion({
	number: 2,
	id: 'node-mac-address',
	question: "What is the MAC address of the node's interface?",
	uses: trafficFacts,
	commands: ['ip link show eth0'],
	answer: (node) => {
		const link = trafficInterface(node)?.link;
		if (link === undefined) {
			return notKnown("The interface that carries the node's traffic is", 'ip addr; ip route');
		}
		if (link.mac === null) {
			return link.linkType === 'none'
				? {answer: `${link.name} has no MAC address.`, values: [], evidence: [link.at]}
				: notKnown(`The MAC address of ${link.name} is`, 'ip link');
		}
		return {answer: `${link.name} has the MAC address ${link.mac}.`, values: [link.mac], evidence: [link.at]};
	},
});
