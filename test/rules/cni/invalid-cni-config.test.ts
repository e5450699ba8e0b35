import {parseCniConfig} from '../../../source/collectors/cni-config.ts';
import {invalidCniConfig} from '../../../source/rules/cni/invalid-cni-config.ts';
import {roleOf, testRule} from '../../support/judge.ts';
import {cniConfigs, setting} from '../../support/node-facts.ts';
import {containerd} from '../../support/runtime.ts';

const role = roleOf('worker');
const file = (name: string, text: string) => parseCniConfig({name: `/etc/cni/net.d/${name}`, text}).value[0] as never;
const good = file('10-bridge.conflist', '{"cniVersion":"1.0.0","name":"bridge","plugins":[{"type":"bridge"}]}');
const comma = file('20-flannel.conflist', '{\n "name": "cbr0",\n "plugins": [{"type": "flannel"},]\n}');
const configs = (...files: readonly never[]) => ({role, cniConfigs: cniConfigs(...files)});

testRule(
	invalidCniConfig,
	[
		['valid', configs(good)],
		['none at all', configs(), {status: 'skip'}],
		['a broken file behind the one that is used', configs(good, comma)],
	],
	[
		[
			'a trailing comma',
			configs(comma),
			{
				actual:
					'the network configuration /etc/cni/net.d/20-flannel.conflist is invalid: not valid JSON, line 3 column 33: a comma before "]" is not allowed',
				evidence: [{source: '/etc/cni/net.d/20-flannel.conflist', line: 3}],
				fix: {commands: ['python3 -m json.tool /etc/cni/net.d/20-flannel.conflist']},
			},
		],
		[
			'a broken file behind, where several are loaded',
			{...configs(good, comma), containerdConfig: containerd({maxConfNum: setting(0)})},
		],
		[
			'zero bytes',
			configs(file('10-x.conflist', '')),
			{
				actual:
					'the network configuration /etc/cni/net.d/10-x.conflist is invalid: it is empty: truncated, or being written',
			},
		],
		[
			'a list without plugins',
			configs(file('10-x.conflist', '{"name":"x","plugins":[]}')),
			{actual: 'the network configuration /etc/cni/net.d/10-x.conflist is invalid: its list of plugins is empty'},
		],
		[
			'no name',
			configs(file('10-x.conf', '{"type":"bridge"}')),
			{actual: 'the network configuration /etc/cni/net.d/10-x.conf is invalid: it has no name'},
		],
		[
			'a plugin without a type',
			configs(file('10-x.conflist', '{"name":"x","plugins":[{"mtu":1}]}')),
			{actual: 'the network configuration /etc/cni/net.d/10-x.conflist is invalid: a plugin has no type'},
		],
		[
			'a list in a .conf',
			configs(file('10-x.conf', '{"name":"x","plugins":[{"type":"bridge"}]}')),
			{
				actual:
					'the network configuration /etc/cni/net.d/10-x.conf is invalid: a list of plugins belongs in a .conflist file',
			},
		],
	],
);
