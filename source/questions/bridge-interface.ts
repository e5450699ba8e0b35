import {isEngineBridge} from '../derive/container-interface.ts';
import type {CniChain} from '../model/conclusions.ts';
import type {Interface} from '../model/facts/interface.ts';
import {type Answered, defineQuestion} from '../model/question.ts';
import type {View} from '../model/rule.ts';
import {joinWords} from './join-words.ts';
import {notKnown} from './missing.ts';

type Node = View<never, 'interfaces' | 'bridgePorts' | 'cni'>;

/** Products that join pods without a bridge. */
const bridgeless = ['calico', 'canal', 'cilium', 'aws', 'kindnet', 'gke', 'antrea', 'ovn-kubernetes', 'kube-ovn'];

/** All bridges, that of the pod network first. `ip addr` without `-d` shows no kinds: then names, masters and bridge tools tell. */
const bridgesOf = ({interfaces = [], bridgePorts = [], cni}: Node): readonly Interface[] => {
	const masters = new Set(interfaces.flatMap(({master, slaveKind}) => (slaveKind === 'bond' ? [] : (master ?? []))));
	const named = new Set(bridgePorts.map(({bridge}) => bridge));
	const isBridge = ({name, kind}: Interface): boolean =>
		kind === null
			? name === cni?.bridge?.name || isEngineBridge(name) || named.has(name) || masters.has(name)
			: kind === 'bridge';
	const found = interfaces.filter(isBridge);
	return [
		...found.filter(({name}) => name === cni?.bridge?.name),
		...found.filter(({name}) => name !== cni?.bridge?.name),
	];
};

const countPorts = ({interfaces = [], bridgePorts = []}: Node, bridge: string): number =>
	Math.max(
		interfaces.filter(({master}) => master === bridge).length,
		bridgePorts.filter((one) => one.bridge === bridge && one.port !== null).length,
	);

type Described = {readonly text: string; readonly values: readonly string[]};

const describe = (node: Node, link: Interface, isWhole: boolean): Described => {
	const addresses = link.addresses.filter(({scope}) => scope !== 'link').map((one) => `${one.address}/${one.prefix}`);
	const state = link.state ?? (link.flags.includes('UP') ? 'UP' : 'DOWN');
	const ports = countPorts(node, link.name);
	const hasCount = isWhole || ports > 0;
	const mtu = link.mtu === null ? [] : [String(link.mtu)];
	const whose =
		link.name === node.cni?.bridge?.name
			? ' of the pod network'
			: isEngineBridge(link.name)
				? ' of a container engine'
				: '';
	const parts = [
		`state ${state}${state === 'DOWN' && hasCount && ports === 0 ? ' as long as it has no ports' : ''}`,
		addresses.length === 0 ? 'no address' : `address ${joinWords(addresses)}`,
		...mtu.map((value) => `MTU ${value}`),
		...(hasCount ? [`${ports} ${ports === 1 ? 'port' : 'ports'}`] : []),
	];
	return {
		text: `${link.name} is a bridge${whose}: ${parts.join(', ')}`,
		values: [link.name, state, ...addresses, ...mtu, ...(hasCount ? [String(ports)] : [])],
	};
};

const none = (cni: CniChain | undefined): Answered => {
	const product = cni?.product ?? null;
	const why =
		product === null
			? ''
			: bridgeless.includes(product)
				? `: ${product} needs none`
				: `: ${product} makes its own with the first pod`;
	return {answer: `There is no bridge${why}.`, values: [], evidence: cni?.winner ? [cni.winner.at] : []};
};

/** The bridges of the node with state, addresses, MTU and number of ports. */
export const bridgeInterface = defineQuestion({
	number: 3,
	id: 'bridge-interface',
	question: 'Which interface is the bridge?',
	uses: ['interfaces', 'bridgePorts', 'cni'],
	commands: ['ip addr show type bridge', 'ip -d link', 'bridge link'],
	answer: (node, isWhole) => {
		const bridges = bridgesOf(node);
		if (bridges.length > 0) {
			const described = bridges.map((link) => describe(node, link, isWhole('interfaces')));
			return {
				answer: `${described.map(({text}) => text).join('; ')}.`,
				values: described.flatMap(({values}) => values),
				evidence: bridges.map(({at}) => at),
			};
		}
		const hasKinds = node.interfaces?.some(({detailed}) => detailed) === true;
		return isWhole('interfaces') && hasKinds
			? none(node.cni)
			: notKnown('The bridges are', 'ip addr show type bridge', 'ip -d link');
	},
});
