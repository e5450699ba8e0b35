import fc from 'fast-check';
import {expect, test} from 'vitest';
import {parse, stringify} from 'yaml';
import {readSimpleYaml} from '../../source/collectors/read-simple-yaml.ts';
import {readYaml} from '../../source/collectors/read-yaml.ts';
import {entryAt, itemsAt, plainValue, textAt} from '../../source/collectors/tree.ts';
import {recordedPart} from '../support/part.ts';

const plain = (text: string): unknown => {
	const {tree} = readYaml(text);
	return tree && JSON.parse(JSON.stringify(plainValue(tree)));
};

const recorded = [
	'kubelet-config/kubeadm',
	'kubelet-config/read-only-port',
	'kubeconfig/kubelet',
	'kubeconfig/admin',
	'static-pod/kube-apiserver',
	'static-pod/etcd',
	'kube-proxy-config/kubeadm',
];

test.each(recorded)('the simple reader reads %s as the library does', (name) => {
	const {text} = recordedPart(`commands/${name}.txt`);
	const tree = readSimpleYaml(text);
	expect(tree).not.toBeNull();
	expect(tree && plainValue(tree)).toEqual(parse(text));
});

test.each<readonly [name: string, text: string]>([
	['list below its key, not indented', 'a:\n- x\n- y\nb: 1\n'],
	['list of maps', 'a:\n  - name: x\n    b:\n    - 1\n  - name: y\n'],
	['comments and blank lines', '# c\na: 1\n\n  # d\nb: 2\n'],
	['document mark', '---\na: 1\n'],
	['carriage returns', 'a: 1\r\nb:\r\n- x\r\n'],
	['key without value', 'a:\nb: ~x\n'],
	['quotes', 'a: "0"\nb: \'x: y\'\nc: ""\n'],
	['empty collections', 'a: {}\nb: []\n'],
	['words that look like others', 'a: nullify\nb: trueish\nc: 10.96.0.10\nd: 10.244.0.0/16\ne: fd00::1\nf: 1a\n'],
	['numbers', 'a: 0\nb: -5\nc: 10255\nd: 0x1f\ne: 1e3\nf: .5\ng: 1_000\nh: 012\ni: 1.\nj: +3\n'],
	['durations', 'a: 0s\nb: 1m0s\n'],
	['flags', 'a:\n- --x=y\n- -v\n- --a=b=c\n'],
	['text with a hash', 'a: x#y\nb: x # y\n'],
	['flow', 'a: {b: [1, 2], c: "d"}\n'],
	['text over several lines', 'a: |\n  x\n  y\nb: >-\n  z\n  w\n'],
	['plain text over two lines', 'a: x\n  y\n'],
	['anchor and alias', 'a: &x\n  b: 1\nc: *x\n'],
	['tag', 'a: !!str 1\n'],
	['merge key is a key', 'a: &x {b: 1}\nc:\n  <<: *x\n'],
	['byte beyond ASCII', 'a: grün\n'],
])('%s', (_, text) => {
	expect(readYaml(text).problem).toBeNull();
	expect(plain(text)).toEqual(parse(text));
});

test.each<readonly [name: string, text: string, line: number, message: RegExp]>([
	['key without colon', 'a: 1\nclusterDNS\n- x\nb: 2\n', 2, /no colon/],
	['tab as indentation', 'a:\n\tb: 1\n', 2, /tab/i],
	['key twice', 'a: 1\nb: 2\na: 3\n', 3, /unique/],
	['brackets without end', 'a: [1,\nb: 2\n', 2, /./],
	['too deep', '['.repeat(100_000), 1, /deeply/],
	[
		'aliases of aliases',
		`a: &a [x]\n${'bcdefghij'
			.split('')
			.map((k, i) => `${k}: &${k} [${Array(9).fill(`*${'abcdefghij'[i]}`)}]`)
			.join('\n')}`,
		1,
		/too many/,
	],
	['longer than any file', `a: "\\u0041"\n${'# x\n'.repeat(100_000)}`, 1, /longer/],
])('refuses: %s', (_, text, line, message) => {
	const {problem} = readYaml(text);
	expect(problem?.line).toBe(line);
	expect(problem?.message).toMatch(message);
});

test('the first document counts', () => {
	expect(plain('---\na: 1\n---\na: 2\n')).toEqual({a: 1});
	expect(plain('# only a comment\n---\na: 1\n')).toEqual({a: 1});
});

test.each([
	['simple', 'a: 1\nb:\n  c:\n  - x\n  - y\n'],
	['full', 'a: 1\nb:\n  c:\n  - "\\u0078"\n  - y\n'],
])('lines of the %s reader', (_, text) => {
	const {tree} = readYaml(text);
	expect(entryAt(tree, 'b', 'c')?.line).toBe(3);
	expect(itemsAt(tree, 'b', 'c').map(({line}) => line)).toEqual([4, 5]);
	expect(textAt(itemsAt(tree, 'b', 'c')[0])).toBe('x');
});

const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_./-]{0,12}$/);
const scalar = fc.oneof(
	word,
	fc.integer(),
	fc.boolean(),
	fc.constant(null),
	fc.string({maxLength: 20}),
	fc.double({noNaN: true}),
);
const {value: document} = fc.letrec((tie) => ({
	value: fc.oneof(
		{maxDepth: 4},
		scalar,
		fc.array(tie('value'), {maxLength: 4}),
		fc.dictionary(word, tie('value'), {maxKeys: 4, noNullPrototype: true}),
	),
}));

test('what the simple reader reads, it reads as the library does', () => {
	let simple = 0;
	fc.assert(
		fc.property(
			fc.oneof(fc.dictionary(word, document, {maxKeys: 5, noNullPrototype: true}), fc.array(document)),
			fc.boolean(),
			(value, indentSeq) => {
				const text = stringify(value, {indentSeq, lineWidth: 0});
				const tree = readSimpleYaml(text);
				simple += tree === null ? 0 : 1;
				expect(tree === null ? parse(text) : plainValue(tree)).toEqual(parse(text));
			},
		),
		{numRuns: 500},
	);
	expect(simple).toBeGreaterThan(50);
});

const piece = fc.constantFrom(
	'a',
	'b:',
	': ',
	'- ',
	'-',
	'\n',
	'  ',
	' ',
	'#',
	'"',
	"'",
	'{',
	'}',
	'[',
	']',
	'1',
	'|',
	'&x',
	'*x',
	'\t',
	'?',
	'~',
	'true',
	'\r\n',
	'---\n',
	'key: v\n',
	'- x\n',
);

test('two marks of a document are for the library, which says what is wrong', () => {
	expect(readSimpleYaml('---\n---\n- x\n')).toBeNull();
	expect(readSimpleYaml('---\n- x\n')).not.toBeNull();
});

test('a tab is for the library, wherever it stands', () => {
	expect(readSimpleYaml('b:\r\n\t')).toBeNull();
	expect(readSimpleYaml('a: b\t\n')).toBeNull();
	expect(readSimpleYaml('a: b\r\n')).not.toBeNull();
});

test('any text: the simple reader agrees with the library or leaves it to it', () => {
	fc.assert(
		fc.property(fc.array(piece, {maxLength: 14}), (pieces) => {
			const text = pieces.join('');
			const tree = readSimpleYaml(text);
			if (tree !== null) {
				expect(plainValue(tree)).toEqual(parse(text));
			}
			expect(() => readYaml(text)).not.toThrow();
		}),
		{numRuns: 3000},
	);
});
