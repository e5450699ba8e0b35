import type {Components, ProxyMode} from '../model/conclusions.ts';
import {defineDerivation} from '../model/derivation.ts';
import type {Interface} from '../model/facts/interface.ts';
import type {KubeProxyConfig} from '../model/facts/kubernetes.ts';
import type {Process} from '../model/facts/process.ts';
import type {Socket} from '../model/facts/socket.ts';
import type {Place} from '../model/place.ts';
import {isProgram} from './program.ts';
import {type ProxyTraces, proxyDataPlanes} from './proxy-data-planes.ts';
import {type ProxyReplacement, proxyReplacement} from './proxy-replacement.ts';

type Known = ProxyTraces & {
	readonly processes?: readonly Process[] | undefined;
	readonly components?: Components | undefined;
	readonly kubeProxyConfig?: KubeProxyConfig | undefined;
	readonly listeners?: readonly Socket[] | undefined;
};

type Mode = Pick<ProxyMode, 'mode' | 'confidence'>;

/** The mode that kube-proxy runs in where its configuration leaves it open (kube-proxy(8)). */
const standardMode = 'iptables';

const modes: readonly ProxyMode['mode'][] = ['iptables', 'ipvs', 'nftables', 'userspace'];

/** Programs that hold kube-proxy inside, and the flag that leaves it out (https://docs.k3s.io/cli/server). */
const embedding = ['k3s', 'kubelite'] as const;

const flagOf = (components: Components, name: string, flag: string): {value: string; at: Place} | null =>
	components[name]?.flags.find((item) => item.name === flag) ?? null;

const embeddedProxy = (components: Components): ProxyMode['proxy'] => {
	for (const name of embedding) {
		const process = components[name]?.processes[0];
		const disabled = flagOf(components, name, 'disable-kube-proxy');
		if (process !== undefined && (disabled === null || disabled.value === 'false')) {
			return {name, pid: process.pid, at: process.at};
		}
	}
	return null;
};

/** Who listens on kube-proxy's port for health, where no process table tells. */
const listeningProxy = (listeners: readonly Socket[]): ProxyMode['proxy'] => {
	const socket = listeners.find(
		({localPort, program}) =>
			(localPort === 10256 || localPort === 10249) &&
			program !== null &&
			(isProgram(program, 'kube-proxy') || program.startsWith('k3s') || program === 'kubelite'),
	);
	if (socket === undefined) {
		return null;
	}
	const name = isProgram(socket.program ?? '', 'kube-proxy') ? 'kube-proxy' : (socket.program ?? '');
	return {name, pid: socket.pid, at: socket.at};
};

const proxyOf = ({components = {}, processes, listeners = []}: Known): ProxyMode['proxy'] => {
	const process = components['kube-proxy']?.processes[0];
	if (process !== undefined) {
		return {name: 'kube-proxy', pid: process.pid, at: process.at};
	}
	return embeddedProxy(components) ?? (processes === undefined ? listeningProxy(listeners) : null);
};

const named = (value: string): string => (value === '' ? standardMode : value);

const declaredOf = ({kubeProxyConfig, components = {}}: Known): ProxyMode['declared'] => {
	const flag = flagOf(components, 'kube-proxy', 'proxy-mode');
	if (kubeProxyConfig === undefined) {
		return flag === null ? null : {value: named(flag.value), at: flag.at};
	}
	const {mode, files} = kubeProxyConfig;
	// A file that is read and says nothing means the default; without a file there is nothing declared.
	const at = mode.at ?? flag?.at ?? files.find(({state}) => state === 'read')?.at ?? null;
	return at === null ? null : {value: named(mode.value), at};
};

const asMode = (value: string): ProxyMode['mode'] => modes.find((mode) => mode === value) ?? 'unknown';

/** The mode where no rules of kube-proxy are seen: what it is told to do, or none where all was looked at and nothing is there. */
const withoutRules = (declared: ProxyMode['declared'], proxy: ProxyMode['proxy'], isWhole: boolean): Mode => {
	if (proxy === null && isWhole) {
		return {mode: 'none', confidence: 'high'};
	}
	return declared === null ? {mode: 'unknown', confidence: 'low'} : {mode: asMode(declared.value), confidence: 'low'};
};

const modeOf = (
	planes: ProxyMode['dataPlanes'],
	{declared, proxy}: Pick<ProxyMode, 'declared' | 'proxy'>,
	replacement: ProxyReplacement | null,
	isWhole: boolean,
): Mode => {
	if (replacement !== null && proxy === null) {
		return {mode: 'replaced', confidence: replacement.certain ? 'high' : 'medium'};
	}
	const [only] = planes;
	if (only === undefined) {
		return withoutRules(declared, proxy, isWhole);
	}
	if (planes.length === 1) {
		return {mode: only.mode, confidence: proxy === null ? 'medium' : 'high'};
	}
	// Rules of two modes: what kube-proxy is told decides, the other ones are left over.
	const told = planes.find(({mode}) => mode === declared?.value);
	return told === undefined ? {mode: only.mode, confidence: 'low'} : {mode: told.mode, confidence: 'medium'};
};

const build = (known: Known, isWhole: boolean): ProxyMode => {
	const interfaces: readonly Interface[] = known.interfaces ?? [];
	const dataPlanes = proxyDataPlanes(known);
	const declared = declaredOf(known);
	const proxy = proxyOf(known);
	const replacement = proxyReplacement(known.processes ?? [], interfaces, proxy !== null);
	const places = [...dataPlanes, proxy, replacement, declared].flatMap((item) => (item === null ? [] : [item.at]));
	return {
		...modeOf(dataPlanes, {declared, proxy}, replacement, isWhole),
		declared,
		proxy:
			proxy ?? (replacement === null ? null : {name: replacement.program, pid: replacement.pid, at: replacement.at}),
		replacement: replacement?.name ?? null,
		dataPlanes,
		evidence: places,
	};
};

/** How services are proxied: by the rules that are there, by who runs and by what is declared. */
export const proxyMode = defineDerivation({
	conclusion: 'proxy',
	title: 'Proxy mode',
	needs: [],
	uses: [
		...(['iptables', 'nftables', 'interfaces', 'virtualServers'] as const),
		...(['processes', 'components', 'kubeProxyConfig', 'listeners'] as const),
	],
	derive: (node, isWhole) =>
		build(node, isWhole('iptables') && isWhole('nftables') && isWhole('processes') && isWhole('interfaces')),
});
