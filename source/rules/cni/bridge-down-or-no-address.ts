import type {CniConfigFile} from '../../model/facts/cni.ts';
import {defineRule} from '../../model/rule.ts';

/** The bridge plugin gives its bridge an address only where the node is the pods' gateway (https://www.cni.dev/plugins/current/main/bridge/). */
const isGateway = (winner: CniConfigFile | undefined): boolean => {
	const plugin = winner?.plugins.find(({type}) => type === 'bridge');
	return plugin === undefined || plugin.options.isGateway === true || plugin.options.isDefaultGateway === true;
};

/** The bridge that pods hang on. Without ports it is down, before the first pod it does not exist: both are well. */
export const bridgeDownOrNoAddress = defineRule({
	id: 'bridge-down-or-no-address',
	title: 'The bridge of the pods is up and has an address',
	severity: 'error',
	tier: 1,
	group: 'cni',
	roles: ['control-plane', 'worker'],
	needs: ['cni', 'interfaces'],
	uses: ['cniConfigs'],
	why: 'The bridge is the gateway of the pods on this node: without it none of them reaches anything.',
	fix: 'Set the bridge up. Where it has no address drain the node and delete it: the plugin makes it anew for the next pod.',
	commands: ['ip link set {bridge} up'],
	verify: ['ip addr show dev {bridge}'],
	docs: [
		'https://www.cni.dev/plugins/current/main/bridge/',
		'https://github.com/flannel-io/flannel/blob/master/Documentation/troubleshooting.md',
	],
	seen: 'live',
	check: ({cni, interfaces, cniConfigs}) => {
		const {bridge} = cni;
		if (bridge === null || bridge.ports === 0) {
			return [];
		}
		const port = interfaces.find(({master}) => master === bridge.name);
		const common = {
			expected: `${bridge.name} is up and has an address`,
			evidence: [bridge.at, ...(port === undefined ? [] : [port.at])],
			values: {bridge: bridge.name},
		};
		const pods = `${bridge.ports} pod${bridge.ports === 1 ? '' : 's'}`;
		if (!bridge.up) {
			return [{...common, actual: `the pod bridge ${bridge.name} is down, with ${pods} attached`}];
		}
		// `ip link` shows no addresses of any interface.
		const areAddressesShown = interfaces.some(({addresses}) => addresses.length > 0);
		const needsOne = isGateway(cniConfigs?.files[0]);
		if (bridge.addresses.length > 0 || !needsOne) {
			return [];
		}
		return areAddressesShown
			? [
					{
						...common,
						actual: `the pod bridge ${bridge.name} has no address, with ${pods} attached`,
						commands: ['ip link delete {bridge}'],
					},
				]
			: {unknown: 'the addresses of the interfaces are not known', remedy: 'ip addr'};
	},
});
