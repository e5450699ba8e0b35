import {loadBalancers} from '../derive/load-balancers.ts';
import type {Place} from '../model/place.ts';
import {type Answered, defineQuestion} from '../model/question.ts';
import type {View} from '../model/rule.ts';
import {isLoopback, isWildcard, parseAddress} from '../net/address.ts';
import {type ApiServer, apiServerAddresses, apiServersOf} from './api-servers.ts';
import {joinWords} from './join-words.ts';
import {notOnNode} from './missing.ts';

type Node = View<
	never,
	| 'kubeconfigs'
	| 'services'
	| 'components'
	| 'interfaces'
	| 'nodeAddress'
	| 'hostsFile'
	| 'listeners'
	| 'connections'
	| 'role'
>;

/** What a server's address is: an API server itself, something in front of them, or unknown. */
const kindOf = ({address}: ApiServer, node: Node): 'direct' | 'front' | 'local' | 'unknown' => {
	const servers = apiServerAddresses(node.components, node.services);
	const runsHere = node.components?.['kube-apiserver'] !== undefined;
	if (isLoopback(address)) {
		return runsHere ? 'direct' : 'local';
	}
	if (servers.includes(address)) {
		return 'direct';
	}
	const isOwn = node.nodeAddress?.addresses.some((one) => one.address === address) === true;
	return isOwn && runsHere && servers.length === 0
		? 'direct'
		: servers.length > 0 && parseAddress(address)
			? 'front'
			: 'unknown';
};

const isHeld = ({interfaces}: Node, address: string): boolean =>
	interfaces?.some((link) => link.addresses.some((one) => one.address === address)) === true;

const inFront = (node: Node, fronts: readonly ApiServer[]): Answered => {
	const texts = [...new Set(fronts.map(({text}) => text))];
	const files = [...new Set(fronts.map(({config}) => config.path))];
	const held = fronts.some(({address}) => isHeld(node, address)) ? ', a virtual address that this node holds now' : '';
	return {
		answer: `Yes: ${joinWords(files)} ${files.length === 1 ? 'leads' : 'lead'} to ${joinWords(texts)}${held}, which is no API server; those are ${joinWords(apiServerAddresses(node.components, node.services))}.`,
		values: texts,
		evidence: fronts.map(({config}) => config.at),
	};
};

/** The answer of a load balancer: where it listens and whom it passes on to. */
const onBalancer = (node: Node): Answered | null => {
	const isOwn = ({program}: {readonly program: string | null}): boolean =>
		program !== null && loadBalancers.includes(program);
	const sockets = (node.listeners ?? []).filter(
		(socket) => isOwn(socket) && [6443, 8443, 443].includes(socket.localPort ?? 0),
	);
	const [own] = node.nodeAddress?.addresses ?? [];
	const texts = sockets.map(
		({localAddress, localPort}) =>
			`${isWildcard(localAddress) ? (own?.address ?? localAddress) : localAddress}:${localPort}`,
	);
	const behind = (node.connections ?? []).filter((socket) => isOwn(socket) && socket.remotePort === 6443);
	const servers = [...new Set(behind.map(({remoteAddress}) => remoteAddress))].sort();
	const places: readonly Place[] = [...sockets, ...behind.slice(0, 10)].map(({at}) => at);
	const to = servers.length === 0 ? '' : `, and is connected to ${joinWords(servers)}`;
	return sockets.length === 0
		? null
		: {
				answer: `Yes: this machine is its load balancer; ${sockets[0]?.program} listens on ${joinWords([...new Set(texts)])}${to}.`,
				values: [...new Set(texts)],
				evidence: places,
			};
};

const answer = (node: Node): Answered => {
	const balancer = node.role?.name === 'load-balancer' ? onBalancer(node) : null;
	if (balancer !== null) {
		return balancer;
	}
	const servers = apiServersOf(node.kubeconfigs, node.hostsFile);
	const of = (kind: ReturnType<typeof kindOf>): readonly ApiServer[] =>
		servers.filter((one) => kindOf(one, node) === kind);
	const [fronts, locals, direct] = [of('front'), of('local'), of('direct')];
	if (fronts.length > 0) {
		return inFront(node, fronts);
	}
	const [local] = locals;
	if (local !== undefined) {
		const evidence = locals.map(({config}) => config.at);
		return {
			answer: `Yes: ${local.config.path} leads to ${local.text}, a load balancer on this node.`,
			values: [local.text],
			evidence,
		};
	}
	const [first] = direct;
	if (first !== undefined && direct.length === servers.length) {
		const evidence = direct.map(({config}) => config.at);
		return {answer: `No: ${first.config.path} leads to ${first.text}, an API server itself.`, values: [], evidence};
	}
	const [unknown] = servers;
	return unknown === undefined
		? notOnNode(node.role, 'kubeconfig', 'cat /etc/kubernetes/kubelet.conf')
		: {
				missing: `${unknown.config.path} leads to ${unknown.text}; which addresses API servers have is not known: paste the output of \`kubectl get endpoints kubernetes\` or \`iptables-save\`.`,
			};
};

/** Whether the API is reached through a load balancer or a virtual address. */
export const apiLoadBalancer = defineQuestion({
	number: 28,
	id: 'api-load-balancer',
	question: 'Is the API behind a load balancer or a virtual address?',
	uses: [
		...(['kubeconfigs', 'services', 'components', 'interfaces', 'nodeAddress'] as const),
		...(['hostsFile', 'listeners', 'connections', 'role'] as const),
	],
	commands: [
		'grep server: /etc/kubernetes/*.conf',
		'grep advertise-address /etc/kubernetes/manifests/kube-apiserver.yaml',
		'ip addr',
	],
	answer,
});
