import fc from 'fast-check';
import {expect, test} from 'vitest';
import {containerdConfig} from '../../source/collectors/containerd-config.ts';
import {containerdConfigFormat, parseContainerdConfig} from '../../source/collectors/containerd-file.ts';
import {collectFrom, denied, processOf, valueFrom} from '../support/collect.ts';
import {part, recordedPart} from '../support/part.ts';

const path = '/etc/containerd/config.toml';
const text = (name: string): string => recordedPart(`commands/containerd-config/${name}.txt`).text;
const running = {processes: [processOf('/usr/bin/containerd')]};

test('version 2, each setting at its line', () => {
	expect(valueFrom(containerdConfig, {[path]: text('version-2')}, running)).toEqual({
		files: [{path, state: 'read', problem: null, at: {source: path, line: 1}}],
		version: 2,
		disabledPlugins: {value: [], from: 'default', at: null},
		confDir: {value: '/etc/cni/net.d', from: 'file', at: {source: path, line: 7}},
		binDirs: {value: ['/opt/cni/bin'], from: 'file', at: {source: path, line: 6}},
		maxConfNum: {value: 1, from: 'default', at: null},
		systemdCgroup: {value: false, from: 'file', at: {source: path, line: 12}},
		streamAddress: {value: '127.0.0.1', from: 'default', at: null},
	});
});

test('version 3', () => {
	expect(
		parseContainerdConfig(recordedPart('commands/containerd-config/synthetic--version-3.txt', path)).value[0],
	).toMatchObject({
		version: 3,
		imports: ['/etc/containerd/conf.d/*.toml'],
		settings: {
			confDir: {value: '/etc/cni/other.d', at: {line: 12}},
			binDirs: {value: ['/usr/lib/cni', '/opt/cni/bin'], at: {line: 11}},
			maxConfNum: {value: 2},
			systemdCgroup: {value: true, at: {line: 9}},
			streamAddress: {value: '127.0.0.2'},
		},
	});
});

test('a disabled CRI plugin on a recorded node', () => {
	const {disabledPlugins} = valueFrom(containerdConfig, {[path]: text('cri-disabled')}, running);
	expect(disabledPlugins).toEqual({value: ['io.containerd.grpc.v1.cri'], from: 'file', at: {source: path, line: 2}});
});

test('drop-ins set over the file, where it imports them', () => {
	const node = {'/etc/containerd/conf.d/10.toml': 'version = 3\ndisabled_plugins = ["cri"]\n'};
	expect(valueFrom(containerdConfig, {...node, [path]: text('synthetic--version-3')}, running)).toMatchObject({
		files: [{path}, {path: '/etc/containerd/conf.d/10.toml'}],
		disabledPlugins: {value: ['cri'], at: {source: '/etc/containerd/conf.d/10.toml', line: 2}},
	});
	expect(valueFrom(containerdConfig, {...node, [path]: text('version-2')}, running).disabledPlugins.value).toEqual([]);
});

test('imports from elsewhere leave it partly known', () => {
	const node = {[path]: 'imports = ["/opt/x/*.toml"]\n'};
	expect(collectFrom(containerdConfig, node, running)).toMatchObject({
		partial: expect.stringContaining('/opt/x/*.toml'),
	});
});

test('no file means the defaults, where containerd runs', () => {
	expect(valueFrom(containerdConfig, {}, running)).toMatchObject({
		files: [{path, state: 'missing'}],
		version: null,
		disabledPlugins: {value: [], from: 'default'},
	});
	expect(collectFrom(containerdConfig, {}, {processes: []})).toMatchObject({
		unavailable: {kind: 'missing', remedy: null},
	});
	expect(collectFrom(containerdConfig, {[path]: denied}, running)).toMatchObject({unavailable: {kind: 'denied'}});
});

test('the path of the running one, but not of the one that Docker starts', () => {
	const k3s = '/var/lib/rancher/k3s/agent/etc/containerd/config.toml';
	const node = {[path]: text('cri-disabled'), [k3s]: text('version-2')};
	const docker = processOf('/usr/bin/containerd --config /var/run/docker/containerd/containerd.toml');
	expect(
		valueFrom(containerdConfig, node, {processes: [docker, processOf(`containerd -c ${k3s}`)]}).files[0]?.path,
	).toBe(k3s);
	expect(valueFrom(containerdConfig, node, {processes: [docker]}).files[0]?.path).toBe(path);
});

test.each<readonly [name: string, toml: string, line: number]>([
	['value missing', 'version = 2\n\n[plugins]\na =\n', 4],
	['table twice', '[a]\n[a]\n', 2],
	['string without end', 'a = "b\n', 1],
])('does not parse: %s', (_, toml, line) => {
	expect(collectFrom(containerdConfig, {[path]: toml}, running)).toMatchObject({
		value: {files: [{state: 'invalid', problem: expect.stringMatching(`^line ${line}: `), at: {line}}]},
		unparsed: [{line}],
		partial: `${path} is invalid`.replace('is invalid', 'is not valid'),
	});
});

test('version 1, with carriage returns', () => {
	const toml =
		'disabled_plugins = []\r\n[plugins.cri]\r\nsystemd_cgroup = true\r\n[plugins.cri.cni]\r\nconf_dir = "/a"\r\n';
	expect(parseContainerdConfig(part(toml)).value[0]?.settings).toMatchObject({
		disabledPlugins: {value: [], from: 'file'},
		confDir: {value: '/a', at: {line: 5}},
		systemdCgroup: {value: true, at: {line: 3}},
	});
});

test('is recognised', () => {
	expect(containerdConfigFormat.recognise(text('version-2'))).toBeGreaterThan(0.5);
	expect(containerdConfigFormat.recognise(text('cri-disabled'))).toBeGreaterThan(0.5);
	expect(containerdConfigFormat.recognise('[Unit]\n')).toBe(0);
});

test('any text gives one record', () => {
	fc.assert(
		fc.property(
			fc.oneof(
				fc.string(),
				fc.string().map((rest) => `${text('version-2')}${rest}`),
			),
			(toml) => {
				expect(parseContainerdConfig(part(toml)).value).toHaveLength(1);
			},
		),
	);
});
