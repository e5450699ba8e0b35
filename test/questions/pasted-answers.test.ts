import {readFileSync} from 'node:fs';
import path from 'node:path';
import {beforeAll, expect, test} from 'vitest';
import {assembleReport, readNode} from '../../source/analyzer/analyze.ts';
import {formats} from '../../source/collectors/formats.ts';
import {collectors} from '../../source/collectors/index.ts';
import {derivations} from '../../source/derive/index.ts';
import type {NodeAnswer} from '../../source/model/report.ts';
import {questions} from '../../source/questions/index.ts';
import {createPastedReader} from '../../source/sources/pasted-reader.ts';
import {fixtures} from '../support/part.ts';

/** Notes of a person: a bridge and two listings of `netstat -npl`, no connections. */
const notes = 'cluster-networking-notes.md';

let answers: readonly NodeAnswer[] = [];

beforeAll(async () => {
	const text = readFileSync(path.join(fixtures, 'pastes', notes), 'utf8');
	const {reader} = createPastedReader([{name: notes, text}], formats);
	const catalogue = {collectors, derivations, rules: [], causes: [], questions, asked: 'all'} as const;
	const header = {version: 1, tool: 'test', node: notes, origin: 'paste', takenAt: '', unrecognised: []} as const;
	answers = assembleReport([await readNode(reader, header, catalogue)], catalogue, 'test').answers;
});

const answerOf = (number: number): NodeAnswer | undefined => answers.find((one) => one.number === number);

test.each<readonly [number: number, values: readonly string[], says: string]>([
	[
		3,
		['cni0', 'UP', '172.17.0.1/24', '1360'],
		'cni0 is a bridge of the pod network: state UP, address 172.17.0.1/24, MTU 1360.',
	],
	[6, ['10259'], 'kube-scheduler listens on port 10259 of 127.0.0.1.'],
	[
		7,
		['10257', '6443', '10250', '10248', '10256', '10249'],
		'kube-controller-manager listens on 10257; kube-apiserver listens on 6443; kubelet listens on 10250 and 10248; kube-proxy listens on 10256 and 10249.',
	],
	[
		8,
		['2379', '2380', '2381'],
		'etcd listens on 2379 (clients, on 127.0.0.1 and 192.168.163.11), 2380 (peers, on 192.168.163.11) and 2381 (metrics, on 127.0.0.1).',
	],
	[
		9,
		['2379'],
		'2379 has more client connections, because 2380 is for other members only; how many there are only `netstat -npa` shows.',
	],
	[25, ['172.17.0.1'], 'Pods on this node use 172.17.0.1, the address of cni0.'],
])('a listing answers %i', (number, values, says) => {
	expect(answerOf(number)).toMatchObject({answer: says, values});
});

test('a name that netstat cut is whole in the answer', () => {
	expect(answerOf(34)?.values).toContain('10257/tcp kube-controller-manager');
	expect(answerOf(34)?.values).toContain('8888/tcp kubectl');
});

test('what was not pasted is asked for and never taken for absent', () => {
	for (const number of [1, 2, 4, 5, 10, 11, 13, 17, 18, 19, 20, 23, 24, 30, 35, 36, 37, 38, 39, 40]) {
		expect(answerOf(number)).toMatchObject({values: [], evidence: []});
		expect(answerOf(number)?.answer, `question ${number}`).toMatch(/known.*paste the output of `/);
	}
});
