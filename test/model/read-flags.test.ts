import fc from 'fast-check';
import {expect, test} from 'vitest';
import {readFlags} from '../../source/model/read-flags.ts';

const at = {source: '/proc/1/cmdline', line: 1};

const read = (argv: readonly string[]): readonly string[] =>
	readFlags(argv, at).map((flag) => `${flag.name}=${flag.value}`);

test.each<readonly [string, readonly string[], readonly string[]]>([
	['joined by an equals sign', ['etcd', '--name=cp1'], ['name=cp1']],
	[
		'value with an equals sign',
		['etcd', '--initial-cluster=cp1=https://10.0.0.1:2380'],
		['initial-cluster=cp1=https://10.0.0.1:2380'],
	],
	['value as the next word', ['kubelet', '--config', '/a.yaml'], ['config=/a.yaml']],
	['bare boolean', ['flanneld', '--ip-masq', '--kube-subnet-mgr'], ['ip-masq=true', 'kube-subnet-mgr=true']],
	['empty value is kept', ['kube-apiserver', '--cloud-provider='], ['cloud-provider=']],
	['one dash', ['/coredns', '-conf', '/etc/coredns/Corefile'], ['conf=/etc/coredns/Corefile']],
	['repeated', ['a', '--x=1', '--x=2'], ['x=1', 'x=2']],
	['negative number is a value', ['kubelet', '--oom-score-adj', '-999'], ['oom-score-adj=-999']],
	['nothing after two dashes', ['a', '--x', '--', '--y'], ['x=true']],
	['lone dash is no flag', ['a', '-'], []],
	['sub-commands are no flags', ['k3s', 'server', '--tls-san=x'], ['tls-san=x']],
	['no argv', [], []],
])('%s', (_, argv, expected) => {
	expect(read(argv)).toEqual(expected);
});

test('never throws and never makes more flags than words', () => {
	fc.assert(
		fc.property(fc.array(fc.string()), (argv) => {
			expect(readFlags(argv, at).length).toBeLessThanOrEqual(argv.length);
		}),
	);
});
