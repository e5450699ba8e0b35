import {describe, expect, test} from 'vitest';
import {bootId} from '../../source/collectors/boot-id.ts';
import {clock} from '../../source/collectors/clock.ts';
import {machine} from '../../source/collectors/machine.ts';
import {machineId} from '../../source/collectors/machine-id.ts';
import {productUuid} from '../../source/collectors/product-uuid.ts';
import {uptime} from '../../source/collectors/uptime.ts';
import {user} from '../../source/collectors/user.ts';
import type {Collected} from '../../source/model/collector.ts';
import {failed, read} from '../support/captures.ts';
import {part} from '../support/part.ts';

const input = {file: '/x'};
const given = (text: string) => [read(input, part(text, '/x'))];
const valueIn = (collected: Collected<{readonly value: unknown}>): unknown =>
	'value' in collected ? collected.value.value : collected.unavailable.kind;

describe('facts of one line', () => {
	test.each([
		['clock', valueIn(clock.collect(given('2026-11-21T05:34:40Z\n'), {})), '2026-11-21T05:34:40Z'],
		['clock of another locale', valueIn(clock.collect(given('Sa 21. Nov 05:34:40 UTC 2026\n'), {})), 'not-understood'],
		['uptime', valueIn(uptime.collect(given('6786.84 9476.46\n'), {})), 6786.84],
		['uptime cut', valueIn(uptime.collect(given(''), {})), 'not-understood'],
		[
			'boot id',
			valueIn(bootId.collect(given('0D1E2F30-aaaa-bbbb-cccc-0123456789ab\n'), {})),
			'0d1e2f30-aaaa-bbbb-cccc-0123456789ab',
		],
		[
			'machine id without newline',
			valueIn(machineId.collect(given('0123456789abcdef0123456789abcdef'), {})),
			'0123456789abcdef0123456789abcdef',
		],
		['machine id of an image for cloning', valueIn(machineId.collect(given('\n'), {})), ''],
		['no machine id', valueIn(machineId.collect([failed(input, 'missing')], {})), null],
		['machine id denied', valueIn(machineId.collect([failed(input, 'denied')], {})), 'denied'],
		[
			'product UUID in capitals',
			valueIn(productUuid.collect(given('4C4C4544-0042-3510-8056-B4C04F4E4D32\n'), {})),
			'4c4c4544-0042-3510-8056-b4c04f4e4d32',
		],
		['empty product UUID', valueIn(productUuid.collect(given('\n'), {})), 'not-understood'],
		['product UUID denied', valueIn(productUuid.collect([failed(input, 'denied')], {})), 'denied'],
	])('%s', (_, actual, expected) => {
		expect(actual).toEqual(expected);
	});
});

describe('id', () => {
	test.each([
		['uid=0(root) gid=0(root) groups=0(root)\n', {uid: 0, name: 'root'}],
		['uid=1000 gid=1000 groups=1000', {uid: 1000, name: null}],
		['uid=1001(dev) gid=1001(dev) groups=1001(dev),27(sudo)', {uid: 1001, name: 'dev'}],
	])('%s', (text, expected) => {
		expect(user.collect(given(text), {})).toMatchObject({value: expected});
	});

	test('something else', () => {
		expect(user.collect(given('id: command not found'), {})).toMatchObject({unavailable: {kind: 'not-understood'}});
	});
});

describe('machine', () => {
	const query = {query: 'host'} as const;
	const firmware = {directory: '/sys/class/dmi/id', match: 'x'};
	const memory = {file: '/proc/meminfo'};
	const meminfo = read(memory, part('MemTotal:        4039296 kB\nMemFree:          100 kB\n', '/proc/meminfo'));
	const dmi = read(
		firmware,
		part('innotek GmbH\n', '/sys/class/dmi/id/sys_vendor'),
		part('VirtualBox\n', '/sys/class/dmi/id/product_name'),
	);
	const answer = {
		system: {manufacturer: 'QEMU', model: 'Standard PC', version: null, virtual: true},
		mem: {total: 8_000_000_000},
		fsSize: [
			{fs: '/dev/vda1', type: 'ext4', size: 100, used: 40, mount: '/'},
			{fs: 'x', type: 'x', size: null, used: null, mount: '/x'},
		],
	};

	test('what systeminformation says', () => {
		const captures = [read(query, part(JSON.stringify(answer), 'query:host')), dmi, meminfo];
		expect(machine.collect(captures, {})).toMatchObject({
			value: {
				vendor: 'QEMU',
				product: 'Standard PC',
				memory: 8_000_000_000,
				disks: [{mount: '/', size: 100, used: 40}],
				at: {source: 'query:host'},
			},
		});
	});

	test('calls that gave nothing are filled in from the files', () => {
		const captures = [read(query, part('{"system":null,"mem":null,"fsSize":null}', 'query:host')), dmi, meminfo];
		expect(machine.collect(captures, {})).toMatchObject({
			value: {vendor: 'innotek GmbH', product: 'VirtualBox', memory: 4039296 * 1024, disks: []},
		});
	});

	test('no firmware tables', () => {
		const captures = [failed(query, 'not-recorded'), failed(firmware, 'missing'), meminfo];
		expect(machine.collect(captures, {})).toMatchObject({
			value: {vendor: null, product: null, memory: 4039296 * 1024, at: {source: '/proc/meminfo'}},
		});
	});

	test('nothing at all', () => {
		const captures = [failed(query, 'not-recorded'), failed(firmware, 'missing'), failed(memory, 'missing')];
		expect(machine.collect(captures, {})).toMatchObject({unavailable: {kind: 'not-recorded'}});
	});
});
