import fc from 'fast-check';
import {expect, test} from 'vitest';
import {calicoNodeName} from '../../source/collectors/calico-node-name.ts';
import {flannelEnv, flannelEnvFormat, parseFlannelEnv} from '../../source/collectors/flannel-env.ts';
import {ipamNetworks} from '../../source/collectors/ipam-networks.ts';
import {ipamReservationFormat, parseIpamReservation} from '../../source/collectors/ipam-reservation.ts';
import {collectFrom, denied, valueFrom} from '../support/collect.ts';
import {part, recordedPart} from '../support/part.ts';

const address = recordedPart('commands/ipam-reservation/address.txt').text;
const last = recordedPart('commands/ipam-reservation/last-reserved.txt').text;
const folder = '/var/lib/cni/networks';
const container = '4d0c855e42a9d890';

test('reservations of each network', () => {
	const node = {
		[`${folder}/cbr0/10.244.4.11`]: address,
		[`${folder}/cbr0/fd00::2`]: address,
		[`${folder}/cbr0/last_reserved_ip.0`]: last,
		[`${folder}/cbr0/lock`]: '',
		[`ls -l ${folder}`]:
			'total 4\ndrwxr-xr-x 2 root root 4096 Nov 21 04:55 cbr0\ndrwxr-xr-x 2 root root 4096 Nov 21 04:55 other\n',
	};
	expect(valueFrom(ipamNetworks, node)).toEqual([
		{
			name: 'cbr0',
			lastReserved: '10.244.4.14',
			at: expect.objectContaining({source: `ls -l ${folder}`, line: 2}),
			reservations: [
				{
					address: '10.244.4.11',
					container: expect.stringContaining(container),
					interface: 'eth0',
					at: {source: `${folder}/cbr0/10.244.4.11`, line: 1},
				},
				expect.objectContaining({address: 'fd00::2'}),
			],
		},
		expect.objectContaining({name: 'other', reservations: [], lastReserved: null}),
	]);
});

test('a folder of its own that a configuration names', () => {
	const known = {cniConfigs: {files: [{plugins: [{options: {ipam: {dataDir: '/run/cni-ipam-state'}}}]}]}} as never;
	expect(valueFrom(ipamNetworks, {'/run/cni-ipam-state/kindnet/10.0.0.2': address}, known)).toMatchObject([
		{name: 'kindnet'},
	]);
	const relative = {cniConfigs: {files: [{plugins: [{options: {ipam: {dataDir: '../x'}}}]}]}} as never;
	expect(ipamNetworks.inputs(relative)).toHaveLength(2);
});

test('not in use, and not readable', () => {
	expect(valueFrom(ipamNetworks, {})).toEqual([]);
	expect(collectFrom(ipamNetworks, {[folder]: denied})).toMatchObject({unavailable: {kind: 'denied'}});
});

test.each<readonly [name: string, text: string, expected: readonly object[], lines: readonly number[]]>([
	['old ones have no interface', `${container}\n`, [{container, interface: null}], []],
	['empty', '', [], []],
	['a sentence', 'not a reservation\n', [], [1]],
	['a third line', `${container}\r\neth0\nmore\n`, [{container, interface: 'eth0'}], [3]],
])('reservation: %s', (_, text, expected, lines) => {
	const {value, unparsed} = parseIpamReservation(part(text, `${folder}/n/10.0.0.2`));
	expect(value).toMatchObject(expected);
	expect(unparsed.map(({line}) => line)).toEqual(lines);
});

test('subnet.env of one family and of both', () => {
	const path = '/run/flannel/subnet.env';
	expect(valueFrom(flannelEnv, {[path]: recordedPart('commands/flannel-env/ipv4.txt').text})).toEqual({
		network: '10.244.0.0/16',
		subnet: '10.244.0.1/24',
		ipv6Network: null,
		ipv6Subnet: null,
		mtu: 1450,
		masquerade: true,
		at: {source: path, line: 1},
	});
	expect(parseFlannelEnv(recordedPart('commands/flannel-env/dual-stack.txt')).value).toMatchObject([
		{ipv6Network: 'fd00:244::/56', ipv6Subnet: 'fd00:244:0:1::1/64'},
	]);
});

test('subnet.env: missing is null, and nothing else is', () => {
	expect(valueFrom(flannelEnv, {})).toBeNull();
	expect(collectFrom(flannelEnv, {'/run/flannel/subnet.env': denied})).toMatchObject({unavailable: {kind: 'denied'}});
	expect(collectFrom(flannelEnv, {'/run/flannel/subnet.env': ''})).toMatchObject({
		unavailable: {kind: 'not-understood'},
	});
	expect(collectFrom(flannelEnv, {'/run/flannel/subnet.env': '# c\nFLANNEL_MTU=x\nhello\n'})).toMatchObject({
		value: {mtu: null, at: {line: 2}},
		unparsed: [{line: 3, text: 'hello'}],
	});
});

test("Calico's name of the node", () => {
	expect(valueFrom(calicoNodeName, {'/var/lib/calico/nodename': 'w1\n'})).toEqual({
		value: 'w1',
		at: {source: '/var/lib/calico/nodename', line: 1},
	});
	expect(valueFrom(calicoNodeName, {})).toBeNull();
	expect(collectFrom(calicoNodeName, {'/var/lib/calico/nodename': denied})).toHaveProperty('unavailable');
});

test('are recognised', () => {
	expect(ipamReservationFormat.recognise(address)).toBeGreaterThan(0.5);
	expect(ipamReservationFormat.recognise('hello\nworld\n')).toBe(0);
	expect(flannelEnvFormat.recognise(recordedPart('commands/flannel-env/ipv4.txt').text)).toBe(1);
	expect(flannelEnvFormat.recognise('A=1')).toBe(0);
});

test('no line is lost', () => {
	fc.assert(
		fc.property(fc.array(fc.constantFrom('FLANNEL_MTU=1', 'x', '', '# c', '10.0.0.1', container)), (lines) => {
			const {value, unparsed} = parseFlannelEnv(part(lines.join('\n')));
			const known = lines.filter((line) => line.startsWith('FLANNEL')).length;
			const other = lines.filter((line) => line !== '' && !line.startsWith('#') && !line.startsWith('FLANNEL')).length;
			expect([value.length, unparsed.length]).toEqual([known > 0 ? 1 : 0, other]);
			const reserved = parseIpamReservation(part(lines.join('\n'), '10.0.0.2'));
			const filled = lines.filter((line) => line !== '').length;
			const used = reserved.value.length === 0 ? 0 : Math.min(filled, 2);
			expect(reserved.unparsed.length).toBe(filled - used);
		}),
	);
});
