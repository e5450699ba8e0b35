import {pluginsOf} from '../../../source/derive/cni-plugins.ts';
import {pluginBinaryMissing} from '../../../source/rules/cni/plugin-binary-missing.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {cniBinaries, cniConfig, cniPlugin, place} from '../../support/node-facts.ts';
import {podNetwork} from '../../support/plan.ts';

const role = roleOf('worker');
const file = cniConfig('10-flannel.conflist', [
	cniPlugin('flannel', {at: place('/etc/cni/net.d/10-flannel.conflist', 6)}),
	cniPlugin('portmap', {at: place('/etc/cni/net.d/10-flannel.conflist', 13)}),
]);
const node = (binaries: ReturnType<typeof cniBinaries>, allKnown = true) => ({
	role,
	cniBinaries: binaries,
	cni: podNetwork('flannel', {
		winner: {file: file.file, path: file.path, name: file.name, at: file.at},
		plugins: pluginsOf(file, binaries, allKnown),
	}),
});
const all = cniBinaries('bridge', 'flannel', 'host-local', 'portmap');

testRule(
	pluginBinaryMissing,
	[
		['all are there, those that flannel calls too', node(all)],
		['no configuration', {role, cniBinaries: cniBinaries(), cni: podNetwork(null)}, {status: 'skip'}],
		[
			'only part of the folder is known',
			node(cniBinaries('flannel'), false),
			{status: 'unknown', actual: 'it is not known whether bridge is in /opt/cni/bin; ls -l /opt/cni/bin'},
		],
	],
	[
		[
			'portmap',
			node(cniBinaries('bridge', 'flannel', 'host-local')),
			{
				actual: 'the network plugin portmap is missing from /opt/cni/bin',
				evidence: [
					{source: '/etc/cni/net.d/10-flannel.conflist', line: 13},
					{source: 'ls -l /opt/cni/bin', line: 1},
				],
				fix: {commands: ['ls -l /opt/cni/bin/portmap']},
			},
		],
		[
			'what flannel hands over to',
			node(cniBinaries('flannel', 'host-local', 'portmap')),
			{actual: 'the network plugin bridge is missing from /opt/cni/bin', evidence: [{line: 6}, {line: 1}]},
		],
		[
			'not executable',
			node({...all, binaries: all.binaries.map((each) => ({...each, executable: each.name !== 'portmap'}))}),
			{
				actual: 'the network plugin portmap is not executable',
				evidence: [{line: 13}, {source: 'ls -l /opt/cni/bin', line: 5}],
				fix: {commands: ['chmod +x /opt/cni/bin/portmap']},
			},
		],
		[
			'the folder does not exist',
			node({binaries: [], directories: ['/opt/cni/bin'], missing: ['/opt/cni/bin']}),
			{severity: 'error'},
		],
	],
);
