import {expect, test} from 'vitest';
import {neighbourAddress, peerAddresses, requiredPorts, usersOfPort} from '../../source/derive/required-packets.ts';
import type {PortRow} from '../../source/model/conclusions.ts';
import type {ExpectedListener} from '../../source/model/layout.ts';
import {census, sign} from '../support/census.ts';
import {connection} from '../support/node-facts.ts';
import {nodeAt} from '../support/plan.ts';
import {heldRow, portRow} from '../support/port-rows.ts';

const held = (change: Partial<ExpectedListener> = {}, given: Partial<PortRow> = {}, name = 'kubelet'): PortRow => {
	const row = heldRow(name, 10250, 'kubelet API', name);
	return {...row, expected: row.expected && {...row.expected, ...change}, ...given};
};
const several = census({expected: [sign('connections to the peer port', '192.168.56.12')]});

test.each([
	['required, and others connect', held(), true],
	['nobody else connects', held({clients: []}), false],
	['only load balancers ask', held({clients: ['load-balancers']}), false],
	['an optional port between nodes that is used', held({requirement: 'optional'}), true],
	['an optional port for others', held({requirement: 'optional', clients: ['everyone']}), false],
	['an optional port that somebody else holds', held({requirement: 'optional'}, {status: 'foreign'}), false],
	['nothing listens', portRow('kubelet', 10250, 'kubelet API'), false],
	['it listens on loopback', held({}, {scope: 'loopback'}), false],
	['nothing is expected there', {...held(), expected: null}, false],
])('%s', (_, row, isRequired) => {
	expect(requiredPorts([row], several)).toHaveLength(isRequired ? 1 : 0);
});

test("etcd's ports only where it has other members", () => {
	const etcd = held({}, {}, 'etcd');
	expect(requiredPorts([etcd], several)).toHaveLength(1);
	expect(requiredPorts([etcd], census({}))).toEqual([]);
	expect(requiredPorts([etcd], undefined)).toEqual([]);
});

const node = nodeAt('192.168.56.11/24');

test('other nodes by their connections on ports of the cluster', () => {
	const connections = [
		connection({remoteAddress: '192.168.56.12', remotePort: 2380}),
		connection({remoteAddress: '192.168.56.12', localPort: 2380}),
		connection({remoteAddress: '192.168.56.21', localPort: 6443}),
		connection({remoteAddress: '192.168.56.50', localPort: 22}),
		connection({remoteAddress: '10.244.1.7', localPort: 6443}),
		connection({remoteAddress: '192.168.56.11', localPort: 6443}),
		connection({remoteAddress: '127.0.0.1', localPort: 2379}),
		connection({remoteAddress: '192.168.56.99', localPort: 6443, truncated: true}),
	];
	expect(peerAddresses(connections, node)).toEqual(['192.168.56.12', '192.168.56.21']);
	expect(peerAddresses(undefined, node)).toEqual([]);
});

test('who uses a port of this node: of ports that both sides open, on either side', () => {
	const connections = [
		connection({remoteAddress: '192.168.56.12', remotePort: 2380}),
		connection({remoteAddress: '192.168.56.13', remotePort: 6443}),
		connection({remoteAddress: '192.168.56.21', localPort: 6443}),
		connection({remoteAddress: '192.168.56.22', localPort: 6443, state: 'SYN_RECV'}),
	];
	expect(usersOfPort(connections, node, 2380)).toEqual(['192.168.56.12']);
	expect(usersOfPort(connections, node, 6443)).toEqual(['192.168.56.21']);
	expect(usersOfPort(connections, node, 10250)).toEqual([]);
});

test.each([
	['192.168.56.11', 24, '192.168.56.252'],
	['192.168.56.252', 24, '192.168.56.1'],
	['10.0.0.1', 30, '10.0.0.2'],
	['10.0.0.2', 30, '10.0.0.1'],
	['10.0.0.1', 32, null],
	['10.0.0.1', 31, null],
	['fd00::11', 64, 'fd00::ffff:ffff:ffff:fffc'],
])('a neighbour of %s/%i is %s', (address, prefix, neighbour) => {
	expect(neighbourAddress(address, prefix)).toBe(neighbour);
});
