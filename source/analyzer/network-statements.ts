import {isLoopback} from '../net/address.ts';
import {type Knowledge, knownValue} from './draw-conclusions.ts';
import {isOfPod, type Statements} from './statement.ts';

/** What the node is and what it is called. */
export const nodeStatements = (knowledge: Knowledge): Statements => {
	const role = knownValue(knowledge, 'role');
	const [sign] = role?.signs ?? [];
	if (role === undefined || sign === undefined) {
		return null;
	}
	const [hostname, system] = [knownValue(knowledge, 'hostname'), knownValue(knowledge, 'operatingSystem')];
	const [machineId, productUuid] = [knownValue(knowledge, 'machineId'), knownValue(knowledge, 'productUuid')];
	const [address] = knownValue(knowledge, 'nodeAddress')?.addresses ?? [];
	return [
		{key: 'role', value: role.name, at: sign.at},
		{key: 'distribution', value: role.distribution, at: sign.at},
		...(role.version === null ? [] : [{key: 'version', value: role.version.value, at: role.version.at}]),
		...(hostname === undefined ? [] : [{key: 'hostname', value: hostname.value, at: hostname.at, unique: true}]),
		...(address === undefined ? [] : [{key: 'address', value: address.address, at: address.at, unique: true}]),
		...(machineId === undefined || machineId.value === null
			? []
			: [{key: 'machine-id', value: machineId.value, at: machineId.at, unique: true}]),
		...(productUuid === undefined
			? []
			: [{key: 'product UUID', value: productUuid.value, at: productUuid.at, unique: true}]),
		...(system === undefined ? [] : [{key: 'kernel', value: system.kernel ?? '', at: system.at}]),
	];
};

/** Interfaces but those of pods. */
export const interfaceStatements = (knowledge: Knowledge): Statements =>
	knownValue(knowledge, 'interfaces')
		?.filter((link) => !isOfPod(link.name))
		.map((link) => ({
			key: link.name,
			value: [
				link.flags.includes('UP') ? 'up' : 'down',
				`mtu ${link.mtu}`,
				link.mac ?? '',
				link.master === null ? '' : `master ${link.master}`,
			]
				.filter(Boolean)
				.join(' '),
			at: link.at,
		})) ?? null;

/** Addresses but link-local ones and those of pods. */
export const addressStatements = (knowledge: Knowledge): Statements =>
	knownValue(knowledge, 'interfaces')
		?.filter((link) => !isOfPod(link.name))
		.flatMap((link) =>
			link.addresses
				.filter((address) => address.scope !== 'link')
				.map((address) => ({key: `${link.name} ${address.address}/${address.prefix}`, value: 'there', at: address.at})),
		) ?? null;

/** Route types that the kernel makes for each address. */
const ofAddresses = new Set(['broadcast', 'local', 'multicast', 'anycast']);

/** Routes that somebody or something chose. */
export const routeStatements = (knowledge: Knowledge): Statements =>
	knownValue(knowledge, 'routes')
		?.filter(
			(route) => !ofAddresses.has(route.type) && !route.destination.startsWith('fe80:') && !isOfPod(route.device ?? ''),
		)
		.map((route) => ({
			key: `${route.destination} table ${route.table} metric ${route.metric ?? 0}`,
			value: [
				route.type,
				route.via === null ? '' : `via ${route.via}`,
				route.device === null ? '' : `dev ${route.device}`,
				...route.nextHops.map((hop) => `nexthop ${hop.via ?? ''} ${hop.device ?? ''}`),
			]
				.filter(Boolean)
				.join(' '),
			at: route.at,
		})) ?? null;

/** Rules of policy routing. */
export const policyStatements = (knowledge: Knowledge): Statements =>
	knownValue(knowledge, 'policyRules')?.map((rule) => ({
		key: `${rule.family === 6 ? 'IPv6 ' : ''}${rule.priority}: from ${rule.from} to ${rule.to} ${rule.mark ?? ''}`.trim(),
		value: `${rule.action} ${rule.table ?? ''}`.trim(),
		at: rule.at,
	})) ?? null;

/** Kernel parameters but counts and those of pods' interfaces. */
export const sysctlStatements = (knowledge: Knowledge): Statements =>
	knownValue(knowledge, 'sysctls')
		?.filter((each) => !each.name.endsWith('_count') && !isOfPod(each.name.split('.')[3] ?? ''))
		.map((each) => ({key: each.name, value: each.value, at: each.at})) ?? null;

/** Programs that listen on a loopback port of their own choice get another one at every start. */
const isPassing = (address: string, port: number | null, program: string | null): boolean =>
	isLoopback(address) &&
	(port ?? 0) >= 30_000 &&
	['containerd', 'crio', 'kubelet', 'dockerd', 'cri-dockerd'].includes(program ?? '');

/** Who listens where. */
export const listenerStatements = (knowledge: Knowledge): Statements =>
	knownValue(knowledge, 'listeners')
		?.filter((socket) => !isPassing(socket.localAddress, socket.localPort, socket.program))
		.map((socket) => ({
			key: `${socket.protocol} ${socket.localAddress}:${socket.localPort}`,
			value: socket.program ?? 'owner unknown',
			at: socket.at,
		})) ?? null;
