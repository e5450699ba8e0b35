import {findBridge} from '../../../source/derive/cni-links.ts';
import type {CniConfigFile} from '../../../source/model/facts/cni.ts';
import type {Interface} from '../../../source/model/facts/interface.ts';
import {bridgeDownOrNoAddress} from '../../../source/rules/cni/bridge-down-or-no-address.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {address, cniConfig, cniConfigs, cniPlugin, iface, place} from '../../support/node-facts.ts';
import {podNetwork} from '../../support/plan.ts';

const role = roleOf('worker');
const eth0 = iface({name: 'eth0', addresses: [address('192.168.56.21/24')]});
const bridge = (given: Partial<Interface> = {}) =>
	iface({name: 'cni0', kind: 'bridge', at: place('ip -d addr', 20), addresses: [address('10.244.4.1/24')], ...given});
const port = iface({name: 'veth1', kind: 'veth', master: 'cni0', at: place('ip -d addr', 30)});
const flannel = cniConfig('10-flannel.conflist', [cniPlugin('flannel')]);
const node = (interfaces: readonly Interface[], file: CniConfigFile = flannel) => ({
	role,
	interfaces,
	cniConfigs: cniConfigs(file),
	cni: podNetwork('flannel', {bridge: findBridge(file, 'flannel', {interfaces})}),
});
const down = ['BROADCAST', 'MULTICAST'];
const plain = (options: Readonly<Record<string, unknown>>) =>
	cniConfig('10-bridge.conflist', [cniPlugin('bridge', {options: {type: 'bridge', ...options}})]);

testRule(
	bridgeDownOrNoAddress,
	[
		['up, with an address', node([eth0, bridge(), port])],
		['down without ports', node([eth0, bridge({flags: ['NO-CARRIER', ...down], state: 'DOWN'})])],
		['not there before the first pod', node([eth0])],
		['Calico has none', {role, interfaces: [eth0], cni: podNetwork('calico')}],
		['not the gateway of its pods', node([eth0, bridge({addresses: []}), port], plain({}))],
		[
			'addresses were not asked for',
			node([{...eth0, addresses: []}, bridge({addresses: []}), port]),
			{status: 'unknown', actual: 'the addresses of the interfaces are not known; ip addr'},
		],
	],
	[
		[
			'down',
			node([eth0, bridge({flags: down}), port]),
			{
				actual: 'the pod bridge cni0 is down, with 1 pod attached',
				evidence: [{line: 20}, {line: 30}],
				fix: {commands: ['ip link set cni0 up'], verify: ['ip addr show dev cni0']},
			},
		],
		[
			'without an address',
			node([eth0, bridge({addresses: [address('fe80::1/64')]}), port, {...port, name: 'veth2'}]),
			{
				actual: 'the pod bridge cni0 has no address, with 2 pods attached',
				fix: {commands: ['ip link delete cni0']},
			},
		],
		['the gateway of its pods', node([eth0, bridge({addresses: []}), port], plain({isGateway: true}))],
	],
);
