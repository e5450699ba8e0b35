import {findDaemon} from '../derive/cni-daemon.ts';
import {defineQuestion} from '../model/question.ts';
import {lastFlag, readFlags} from '../model/read-flags.ts';
import {notOnNode} from './missing.ts';

/** The range that weaver allots from without a flag (https://github.com/weaveworks/weave). */
const standard = '10.32.0.0/12';

/** The range of Weave's pod addresses. */
export const weaveRange = defineQuestion({
	number: 24,
	id: 'weave-range',
	question: 'Which IP range does Weave use?',
	uses: ['processes', 'interfaces', 'cni', 'role'],
	commands: ['ps aux | grep weaver', 'kubectl logs -n kube-system ds/weave-net -c weave | grep ipalloc'],
	answer: ({processes, interfaces, cni, role}, isWhole) => {
		const weaver = findDaemon(['weaver'], processes);
		const bridge = interfaces?.find(({name}) => name === 'weave');
		const gateway = bridge?.addresses.find(({scope}) => scope !== 'link');
		const here = gateway === undefined ? '' : `; this node's gateway in it is ${gateway.address}`;
		if (weaver !== undefined) {
			const flag = lastFlag(readFlags(weaver.argv.slice(1), weaver.at), 'ipalloc-range');
			const range = flag?.value ?? standard;
			return {
				answer: `Weave uses ${range}${flag === undefined ? ', its default' : ''}${here}.`,
				values: [range],
				evidence: [weaver.at, ...(bridge === undefined ? [] : [bridge.at])],
			};
		}
		const isOther = cni?.winner != null && cni.product !== 'weave' && cni.product !== 'multus';
		if (isOther) {
			const name = cni.product ?? cni.winner?.name ?? 'another plugin';
			const evidence = cni.winner === null ? [] : [cni.winner.at];
			return {answer: `Weave is not in use: the pod network is ${name}.`, values: [], evidence};
		}
		return isWhole('processes') && bridge === undefined && cni?.product !== 'weave'
			? {answer: 'Weave is not in use: no weaver runs.', values: [], evidence: []}
			: notOnNode(role, 'weaver', 'ps aux');
	},
});
