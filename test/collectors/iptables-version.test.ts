import {expect, test} from 'vitest';
import {
	iptablesVersion,
	iptablesVersionFormat,
	parseIptablesVersion,
} from '../../source/collectors/iptables-version.ts';
import {collectFrom} from '../support/collect.ts';
import {obeysParserLaws} from '../support/parser-laws.ts';
import {part, recordedPart} from '../support/part.ts';

test.each([
	['iptables v1.8.9 (nf_tables)', '1.8.9', 'nft'],
	['iptables v1.8.9 (legacy)', '1.8.9', 'legacy'],
	['ip6tables v1.8.11 (nf_tables)', '1.8.11', 'nft'],
	['iptables v1.4.21', '1.4.21', 'legacy'],
	['iptables v1.8.0', '1.8.0', 'unknown'],
] as const)('%s', (line, version, backend) => {
	const {value, unparsed} = parseIptablesVersion(part(`${line}\n`));
	expect(unparsed).toEqual([]);
	expect(value).toEqual([{value: {version, backend}, at: {source: 'test', line: 1}}]);
	expect(iptablesVersionFormat.recognise(`${line}\n`)).toBe(1);
});

test('the fact of a recorded node', () => {
	const {text} = recordedPart('commands/iptables-version/nft.txt');
	expect(collectFrom(iptablesVersion, {'iptables --version': text})).toMatchObject({
		value: {value: {version: '1.8.9', backend: 'nft'}, at: {source: 'iptables --version', line: 1}},
	});
});

test('another answer and no program are told apart', () => {
	expect(collectFrom(iptablesVersion, {'iptables --version': 'BusyBox\n'})).toMatchObject({
		unavailable: {kind: 'not-understood'},
	});
	expect(collectFrom(iptablesVersion, {})).toMatchObject({unavailable: {kind: 'missing'}});
});

obeysParserLaws({parse: parseIptablesVersion, samples: ['iptables v1.8.9 (nf_tables)\n']});
