import type {Finding} from '../../source/model/finding.ts';
import type {Report, ReportNode} from '../../source/model/report.ts';

/** A failure; a test changes what it is about. */
export const findingOf = (given: Partial<Finding> = {}): Finding => ({
	rule: 'swap-enabled',
	group: 'system',
	severity: 'warning',
	status: 'fail',
	nodes: ['n1'],
	title: 'Swap is off',
	expected: 'no swap',
	actual: 'swap is on',
	evidence: [{node: 'n1', source: '/proc/swaps', line: 2, text: '/swapfile file 1048572 0 -2'}],
	why: 'Kubelet does not start.',
	fix: {text: 'Switch it off.', commands: ['swapoff -a'], verify: ['cat /proc/swaps']},
	docs: ['https://kubernetes.io/docs/'],
	consequenceOf: null,
	required: true,
	...given,
});

/** A node of a report. */
export const nodeOf = (given: Partial<ReportNode> = {}): ReportNode => ({
	id: 'n1',
	name: 'n1',
	role: 'worker',
	distribution: 'kubeadm',
	origin: 'recording',
	takenAt: '2026-01-02T03:04:05Z',
	readings: [],
	unrecognised: [],
	...given,
});

/** A report of one node with these findings. */
export const reportOf = (findings: readonly Finding[], given: Partial<Report> = {}): Report => ({
	format: 'kdiag-report',
	version: 1,
	tool: {name: 'kdiag', version: 'test'},
	nodes: [nodeOf()],
	conclusions: [],
	answers: [],
	findings,
	differences: [],
	...given,
});
