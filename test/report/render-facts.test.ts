import {expect, test} from 'vitest';
import type {NodeAnswer} from '../../source/model/report.ts';
import {renderFacts, renderFactsJson} from '../../source/report/render-facts.ts';
import {nodeOf, reportOf} from '../support/finding.ts';
import {strayBytes} from '../support/stray-bytes.ts';

const answer = (given: Partial<NodeAnswer> = {}): NodeAnswer => ({
	node: 'n1',
	number: 4,
	id: 'default-gateway',
	question: "What is the node's default gateway?",
	answer: 'The default gateway is 192.0.2.1 through eth0.',
	values: ['192.0.2.1', 'eth0'],
	evidence: [{node: 'n1', source: 'ip route', line: 1, text: '  default via 192.0.2.1 dev eth0'}],
	commands: ['ip route show default'],
	...given,
});

const style = {color: false, ascii: false, width: 60};

test('a question with its answer, the lines it rests on and the command that shows them', () => {
	expect(renderFacts(reportOf([], {answers: [answer()]}), style)).toMatchInlineSnapshot(`
		"n1

		 4. What is the node's default gateway?
		    The default gateway is 192.0.2.1 through eth0.
		      ip route:1  default via 192.0.2.1 dev eth0
		      $ ip route show default
		"
	`);
});

test('answers stand under the node that they are of', () => {
	const nodes = [nodeOf(), nodeOf({id: 'n2'})];
	const answers = [answer(), answer({node: 'n2', answer: 'There is none.', evidence: []})];
	const text = renderFacts(reportOf([], {nodes, answers}), style);
	expect(text.indexOf('n2\n')).toBeLessThan(text.indexOf('There is none.'));
	expect(text.indexOf('through eth0.')).toBeLessThan(text.indexOf('n2\n'));
});

test('four lines of evidence are shown, the rest are counted', () => {
	const evidence = Array.from({length: 7}, (_, index) => ({
		node: 'n1',
		source: 'x',
		line: index + 1,
		text: `row ${index}`,
	}));
	const report = reportOf([], {answers: [answer({evidence})]});
	expect(renderFacts(report, style)).toContain('row 3\n      … 3 more lines\n');
	expect(renderFacts(report, {...style, ascii: true})).toContain('      ... 3 more lines\n');
});

test('long sentences are wrapped, what the node wrote is escaped', () => {
	const long = answer({answer: `The gateway is ${'\u001B[31m\u202E'} and ${'so on '.repeat(20)}`});
	const text = renderFacts(reportOf([], {answers: [long]}), {...style, color: true});
	expect(strayBytes(Buffer.from(text), true)).toEqual([]);
	expect(text).toContain('\\e[31m\\u{202E}');
	expect(
		text
			.split('\n')
			.filter((line) => line.includes('so on'))
			.every((line) => line.length <= 60),
	).toBe(true);
});

test('as JSON', () => {
	const document = JSON.parse(renderFactsJson(reportOf([], {answers: [answer()]})));
	expect(document).toMatchObject({
		format: 'kdiag-facts',
		version: 1,
		answers: [{number: 4, values: ['192.0.2.1', 'eth0']}],
	});
});
