import {expect, test} from 'vitest';
import {assembleReport} from '../../source/analyzer/analyze.ts';
import {wholeCatalogue} from '../../source/commands/catalogue.ts';
import {practise} from '../../source/commands/practice.ts';
import {recordedSnapshot} from '../support/recorded-snapshot.ts';

const node = await recordedSnapshot('demo/exercise-1.kdiag.json.gz');
const exercise = {
	node,
	report: assembleReport([node], wholeCatalogue, 'test'),
	rules: wholeCatalogue.rules,
	style: {color: false, ascii: true, width: 80},
};

/** What is said when somebody types these lines. */
const talk = async (...lines: readonly string[]): Promise<string> => {
	const said: string[] = [];
	const typed = [...lines];
	await practise(exercise, {
		say: async (text) => {
			said.push(text);
		},
		ask: async (prompt) => {
			said.push(prompt);
			return typed.shift() ?? null;
		},
	});
	return said.join('\n');
};

test('it does not give the fault away', async () => {
	expect(await talk()).not.toMatch(/kubelet|config\.yaml/i);
});

test.each([
	['a recorded output', 'netstat -npa', /^tcp .*LISTEN/m],
	['a file with cat', 'cat /var/lib/kubelet/config.yaml', /^clusterDNS$/m],
	['only lines with a word', 'netstat -npa | grep containerd', /containerd/],
	['the list of outputs', 'look', /^iptables-save -c$/m],
	['what was not recorded', 'systemctl status kubelet', /That was not recorded/],
	['a hint', 'hint', /It is about: runtime/],
	['the rules', 'rules', /^kubelet-not-running: Kubelet runs$/m],
	['help', '?', /answer RULE/],
	['a rule that holds', 'answer no-cni-config', /No: no-cni-config holds/],
	['a consequence', 'answer kubelet-not-running', /as a consequence\. What causes it\?/],
	['a rule that is not there', 'answer kubelet-config-mising', /did you mean 'kubelet-config-missing'\?/],
	['giving up', 'give up', /kubelet-config-missing[\s\S]*clusterDNS/],
])('it shows %s', async (_, line, expected) => {
	expect(await talk(line)).toMatch(expected);
});

test('the right answer is proven, then facts are asked and checked', async () => {
	const said = await talk('answer kubelet-config-missing', '10.244.4.0/24.', '10.0.0.0/8');
	expect(said).toMatch(/Yes\.\n\nx error {2}kubelet-config-missing[\s\S]*line 16/);
	expect(said).toMatch(/pod CIDR of this node\? \nYes\./);
	expect(said).toMatch(/\nNo\. /);
});

test('the end of the input ends it', async () => {
	expect(await talk('hint')).toMatch(/> $/);
});
