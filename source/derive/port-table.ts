import {cniListeners} from '../layouts/cni.ts';
import {overlay} from '../layouts/listeners.ts';
import type {CniChain, PortRow} from '../model/conclusions.ts';
import {defineDerivation} from '../model/derivation.ts';
import type {Interface} from '../model/facts/interface.ts';
import type {Socket} from '../model/facts/socket.ts';
import {type ConfiguredListener, expectedListeners} from './expected-listeners.ts';
import {ownSockets, portStatus, scopeOfSockets} from './port-status.ts';
import {unexpectedRows} from './unexpected-listeners.ts';

type Listeners = {
	readonly byPort: ReadonlyMap<string, readonly Socket[]>;
	readonly knows: (protocol: 'tcp' | 'udp') => boolean;
};

const isUdp = (socket: Socket): boolean => socket.protocol.startsWith('udp');

const keyOf = (protocol: 'tcp' | 'udp', port: number): string => `${protocol}/${port}`;

const gather = (listeners: readonly Socket[], isWhole: boolean): Listeners => {
	const byPort = new Map<string, Socket[]>();
	for (const socket of listeners) {
		const key = keyOf(isUdp(socket) ? 'udp' : 'tcp', socket.localPort ?? 0);
		const list = byPort.get(key) ?? [];
		list.push(socket);
		byPort.set(key, list);
	}
	// A listing of TCP alone (`netstat -ntlp`) says nothing of UDP.
	const hasUdp = listeners.some(isUdp);
	return {byPort, knows: (protocol) => isWhole && (protocol === 'tcp' || hasUdp)};
};

const rowOf = ({expected, at}: ConfiguredListener, {byPort, knows}: Listeners): readonly PortRow[] => {
	const sockets = byPort.get(keyOf(expected.protocol, expected.port)) ?? [];
	const own = ownSockets(sockets, expected);
	if (expected.requirement === 'unwanted' && own.length === 0) {
		return [];
	}
	const listeners = own.length > 0 ? own : sockets;
	const {port, protocol, component, purpose} = expected;
	return [
		{
			port,
			protocol,
			component,
			purpose,
			expected,
			expectedAt: at,
			listeners,
			owner: listeners.find((socket) => socket.program !== null)?.program ?? null,
			scope: scopeOfSockets(listeners),
			status: portStatus(sockets, expected, knows(protocol)),
		},
	];
};

/** The UDP ports that the kernel opens for VXLAN interfaces which are up. */
const overlayListeners = (interfaces: readonly Interface[]): readonly ConfiguredListener[] =>
	interfaces.flatMap((link) =>
		link.vxlan?.port && link.flags.includes('UP')
			? [{expected: overlay(`VXLAN of ${link.name}`, link.vxlan.port, {requirement: 'required'}), at: link.at}]
			: [],
	);

const podNetwork = (cni: CniChain | undefined, interfaces: readonly Interface[]): readonly ConfiguredListener[] => {
	const overlays = overlayListeners(interfaces);
	const known = new Set(overlays.map((one) => one.expected.port));
	return [
		...overlays.filter(
			(one, index) => overlays.findIndex((other) => other.expected.port === one.expected.port) === index,
		),
		...cniListeners(cni?.product ?? null)
			.filter((expected) => expected.protocol === 'tcp' || !known.has(expected.port))
			.map((expected) => ({expected, at: null})),
	];
};

/** An optional port of an add-on that somebody else uses is no trouble; so is a row for what is not there. */
const isWorthARow = (row: PortRow, layoutRows: number, index: number): boolean =>
	index < layoutRows || row.status === 'ok' || row.expected?.requirement === 'required' || row.status === 'wide';

/** Every expected listener against what listens, and listeners of Kubernetes that nothing expects. */
export const portTable = defineDerivation({
	conclusion: 'portTable',
	title: 'Port table',
	needs: ['listeners', 'layout', 'components'],
	uses: ['kubeletConfig', 'kubeProxyConfig', 'interfaces', 'cni'],
	derive: ({listeners, layout, components, kubeletConfig, kubeProxyConfig, interfaces, cni}, isWhole) => {
		const sockets = gather(listeners, isWhole('listeners'));
		const settings = {components, kubelet: kubeletConfig, proxy: kubeProxyConfig};
		const own = expectedListeners(layout.listeners, settings);
		const rows = own.flatMap((one) => rowOf(one, sockets));
		const added = podNetwork(cni, interfaces ?? []).flatMap((one) => rowOf(one, sockets));
		const expected = [...rows, ...added].filter((row, index) => isWorthARow(row, rows.length, index));
		return [...expected, ...unexpectedRows(listeners, expected)];
	},
});
