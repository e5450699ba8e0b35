import {expect, test} from 'vitest';
import {lastError} from '../../source/derive/last-error.ts';
import type {LogTail} from '../../source/model/facts/kubernetes.ts';
import {place} from '../support/node-facts.ts';

const tail = (component: string, lines: readonly string[], restart: number | null = null): LogTail => ({
	component,
	source: 'log',
	namespace: null,
	pod: null,
	podUid: null,
	container: null,
	restart,
	lines: lines.map((text, index) => ({text, time: null, at: place('log', index + 1)})),
});

const fatal = 'E1121 04:35:12.000001     100 run.go:72] "command failed" err="failed to load kubelet config file"';

test.each([
	[
		'the line that ended it',
		[tail('kubelet', ['I1121 04:35:11.000001 1 a.go:1] fine', fatal, 'E1121 04:35:12.000002 1 b.go:2] later'])],
		fatal,
	],
	[
		'etcd writes JSON',
		[tail('kubelet', ['{"level":"info","msg":"x"}', '{"level":"fatal","msg":"no such file"}'])],
		'{"level":"fatal","msg":"no such file"}',
	],
	[
		'the newest container counts',
		[tail('kubelet', [fatal], 0), tail('kubelet', ['E1121 04:35:12.000002 1 b.go:2] second'], 1)],
		'E1121 04:35:12.000002 1 b.go:2] second',
	],
	['a log without errors', [tail('kubelet', ['I1121 04:35:11.000001 1 a.go:1] fine'])], undefined],
	['another component', [tail('etcd', [fatal])], undefined],
	['no logs', undefined, undefined],
])('%s', (_, logs, text) => {
	expect(lastError(logs, 'kubelet')?.text).toBe(text);
});
