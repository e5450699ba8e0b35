import {expect, test} from 'vitest';
import {cniBinaries} from '../../source/collectors/cni-binaries.ts';
import {cniConfigs} from '../../source/collectors/cni-configs.ts';
import {collectFrom, denied, valueFrom} from '../support/collect.ts';
import {recordedPart} from '../support/part.ts';

const flannel = recordedPart('commands/cni-config/flannel.txt').text;
const listing = (...names: readonly string[]): string =>
	`total 4\n${names.map((name) => `-rw-r--r-- 1 root root 292 Nov 21 04:35 ${name}\n`).join('')}`;
const containerd = (confDir: string, binDirs: readonly string[]) =>
	({
		containerdConfig: {
			confDir: {value: confDir, from: 'file', at: null},
			binDirs: {value: binDirs, from: 'file', at: null},
		},
	}) as never;

test('files in the byte-wise order of their names; others are only listed', () => {
	const node = {
		'/etc/cni/net.d/10-flannel.conflist': flannel,
		'/etc/cni/net.d/05-a.conf': '{"name": "a", "type": "ptp"}',
		'/etc/cni/net.d/B.json': '{"name": "b", "type": "ptp"}',
		'/etc/cni/net.d/a.conf': '{"name": "c", "type": "ptp"}',
		'/etc/cni/net.d/calico-kubeconfig': 'users: secret',
		'ls -l /etc/cni/net.d': listing('calico-kubeconfig', '10-flannel.conflist.bak', '10-flannel.conflist'),
	};
	const value = valueFrom(cniConfigs, node);
	expect(value.files.map(({file}) => file)).toEqual(['05-a.conf', '10-flannel.conflist', 'B.json', 'a.conf']);
	expect(value.others).toEqual([
		{file: '10-flannel.conflist.bak', at: {source: 'ls -l /etc/cni/net.d', line: 3}},
		{file: 'calico-kubeconfig', at: {source: 'ls -l /etc/cni/net.d', line: 2}},
	]);
	expect(JSON.stringify(value)).not.toContain('secret');
});

test.each<readonly [name: string, node: Parameters<typeof collectFrom>[1], expected: object]>([
	['missing', {}, {exists: false, files: []}],
	['empty', {'/etc/cni/net.d': ''}, {exists: true, files: []}],
	['empty by its listing', {'/etc/cni/net.d': denied, 'ls -l /etc/cni/net.d': 'total 0\n'}, {exists: true, files: []}],
	[
		'without a file that counts',
		{'/etc/cni/net.d': denied, 'ls -l /etc/cni/net.d': listing('a.bak')},
		{exists: true, others: [{file: 'a.bak'}]},
	],
	[
		'missing by its listing',
		{'/etc/cni/net.d': denied, 'ls -l /etc/cni/net.d': "ls: cannot access '/etc/cni/net.d': No such file or directory"},
		{exists: false},
	],
])('the folder is %s', (_, node, expected) => {
	expect(valueFrom(cniConfigs, node)).toMatchObject({directory: '/etc/cni/net.d', ...expected});
});

test('a listing with a file that was not read proves nothing, nor does one of another folder', () => {
	const shut = {'/etc/cni/net.d': denied};
	expect(collectFrom(cniConfigs, {...shut, 'ls -l /etc/cni/net.d': listing('10-a.conf')})).toMatchObject({
		unavailable: {kind: 'denied'},
	});
	expect(collectFrom(cniConfigs, {...shut, 'ls -l /etc/cni/net.d': `/opt/cni/bin:\n${listing()}`})).toMatchObject({
		value: {files: []},
	});
});

test('the folder of the runtime', () => {
	const node = {
		'/x/net.d/10.conf': '{"name": "a", "type": "ptp"}',
		'/var/snap/microk8s/current/args/cni-network/c.conflist': flannel,
	};
	expect(valueFrom(cniConfigs, node, containerd('/x/net.d/', []))).toMatchObject({
		directory: '/x/net.d',
		files: [{file: '10.conf'}],
	});
	// biome-ignore lint/suspicious/noTemplateCurlyInString: MicroK8s writes its paths so
	expect(valueFrom(cniConfigs, node, containerd('${SNAP_DATA}/args/cni-network', [])).files).toHaveLength(1);
});

test('binaries and their bits', () => {
	const node = {
		'ls -l /opt/cni/bin': `${recordedPart('commands/ls/cni-binaries.txt').text}-rw-r--r-- 1 root root 9 Nov 21 04:01 broken\n`,
	};
	const value = valueFrom(cniBinaries, node);
	expect(value.binaries).toHaveLength(18);
	expect(value.binaries[1]).toEqual({
		name: 'bridge',
		directory: '/opt/cni/bin',
		executable: true,
		size: 2_943_104,
		at: {source: 'ls -l /opt/cni/bin', line: 3},
	});
	expect(value.binaries.at(-1)).toMatchObject({name: 'broken', executable: false});
});

test('each folder of the runtime is listed, or missing, or leaves the rest in part', () => {
	const known = containerd('/etc/cni/net.d', ['/a', '/b', '/c']);
	const node = {'ls -l /a': listing('x').replace('-rw-r--r--', '-rwxr-xr-x'), 'ls -l /c': denied};
	expect(collectFrom(cniBinaries, node, known)).toMatchObject({
		value: {
			binaries: [{name: 'x', directory: '/a', executable: true}],
			directories: ['/a', '/b', '/c'],
			missing: ['/b'],
		},
		partial: '/c was not listed',
	});
	expect(collectFrom(cniBinaries, {'ls -l /opt/cni/bin': denied})).toMatchObject({unavailable: {kind: 'denied'}});
});
