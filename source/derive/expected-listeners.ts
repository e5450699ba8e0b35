import type {Components} from '../model/conclusions.ts';
import type {Flag, KubeletConfig, KubeProxyConfig, Setting} from '../model/facts/kubernetes.ts';
import type {ExpectedListener} from '../model/layout.ts';
import type {Place} from '../model/place.ts';
import {lastFlag} from '../model/read-flags.ts';
import {isLoopback, isWildcard} from '../net/address.ts';
import {type Endpoint, endpointsOf} from './endpoints-of.ts';

/** A listener as this node configures it, and the flag or file that says so (null: the layout alone). */
export type ConfiguredListener = {readonly expected: ExpectedListener; readonly at: Place | null};

/** Where the ports of a node are configured. */
export type PortSettings = {
	readonly components: Components;
	readonly kubelet: KubeletConfig | undefined;
	readonly proxy: KubeProxyConfig | undefined;
};

/** What a flag or setting makes of a port: the endpoints it names, none where it turns the listener off, null where nothing is set. */
type Configured = {readonly endpoints: readonly Endpoint[]; readonly at: Place | null} | null;

const onPort = (host: string, port: number, at: Place | null): Configured => ({
	endpoints: port === 0 ? [] : [{host, port}],
	at,
});

const isSet = (setting: Setting<unknown>): boolean => setting.from !== 'default';

const setAt = (...settings: readonly Setting<unknown>[]): Place | null => settings.find(isSet)?.at ?? null;

const ofKubelet = (flag: string, kubelet: KubeletConfig | undefined): Configured => {
	if (kubelet === undefined) {
		return null;
	}
	const {address, port, readOnlyPort, healthzBindAddress, healthzPort} = kubelet;
	switch (flag) {
		case 'port':
			return isSet(port) || isSet(address) ? onPort(address.value, port.value, setAt(port, address)) : null;
		case 'read-only-port':
			return isSet(readOnlyPort) && readOnlyPort.value !== 0
				? onPort(address.value, readOnlyPort.value, readOnlyPort.at)
				: null;
		case 'healthz-port':
			return isSet(healthzPort) || isSet(healthzBindAddress)
				? onPort(healthzBindAddress.value, healthzPort.value, setAt(healthzPort, healthzBindAddress))
				: null;
		default:
			return null;
	}
};

const ofProxy = (flag: string, proxy: KubeProxyConfig | undefined): Configured => {
	const setting = flag === 'healthz-bind-address' ? proxy?.healthzBindAddress : proxy?.metricsBindAddress;
	// An empty text in kube-proxy's file means its default.
	return setting === undefined || !isSet(setting) || setting.value === ''
		? null
		: {endpoints: endpointsOf(setting.value).filter((one) => one.port !== 0), at: setting.at};
};

const ofFlag = (flag: string, flags: readonly Flag[]): Configured => {
	const set = lastFlag(flags, flag);
	if (set === undefined) {
		return null;
	}
	return /^\d+$/.test(set.value)
		? onPort(lastFlag(flags, 'bind-address')?.value ?? '', Number(set.value), set.at)
		: {endpoints: endpointsOf(set.value), at: set.at};
};

const configuredBy = (expected: ExpectedListener, {components, kubelet, proxy}: PortSettings): Configured => {
	const {flag, component} = expected;
	if (flag === undefined) {
		return null;
	}
	switch (component) {
		case 'kubelet':
			return ofKubelet(flag, kubelet) ?? ofFlag(flag, components.kubelet?.flags ?? []);
		case 'kube-proxy':
			return ofProxy(flag, proxy) ?? ofFlag(flag, components['kube-proxy']?.flags ?? []);
		default:
			return ofFlag(flag, components[component]?.flags ?? []);
	}
};

/**
 * The scope that is right for a listener of this node. A flag may narrow `any` to one of the node's addresses. It can neither
 * make loopback right for what other nodes need, nor every address right for what belongs on loopback.
 */
const scopeOf = (expected: ExpectedListener, hosts: readonly string[]): ExpectedListener['scope'] => {
	const isNarrowed =
		expected.scope === 'any' &&
		hosts.length > 0 &&
		hosts.every((host) => host !== '' && !isWildcard(host)) &&
		hosts.some((host) => !isLoopback(host));
	return isNarrowed ? 'node' : expected.scope;
};

/** Whether anything on the node speaks for kube-proxy. Where it is replaced, its ports are not missed. */
const hasProxy = ({components, proxy}: PortSettings): boolean =>
	components['kube-proxy'] !== undefined || proxy?.files.some((file) => file.state === 'read') === true;

const soften = (expected: ExpectedListener, settings: PortSettings): ExpectedListener =>
	expected.requirement === 'required' && expected.component === 'kube-proxy' && !hasProxy(settings)
		? {...expected, requirement: 'optional'}
		: expected;

/** The listeners of a layout as the node's flags and files move them; one that is turned off is left out. */
export const expectedListeners = (
	listeners: readonly ExpectedListener[],
	settings: PortSettings,
): readonly ConfiguredListener[] =>
	listeners.flatMap((listener): readonly ConfiguredListener[] => {
		const expected = soften(listener, settings);
		const configured = configuredBy(expected, settings);
		const endpoints = configured?.endpoints.filter((one) => one.port !== null) ?? [];
		if (configured === null || (endpoints.length === 0 && configured.endpoints.length > 0)) {
			return [{expected, at: configured?.at ?? null}];
		}
		return [...new Set(endpoints.map((one) => one.port))].map((port) => ({
			expected: {
				...expected,
				port: port ?? expected.port,
				scope: scopeOf(
					expected,
					endpoints.filter((one) => one.port === port).map((one) => one.host),
				),
			},
			at: configured.at,
		}));
	});
