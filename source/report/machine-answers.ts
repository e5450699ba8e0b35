import type {NodeAnswer, Report, ReportNode} from '../model/report.ts';

/** The questions that any machine can answer: traffic's interface, MAC address, bridge, gateway, identity, name servers. */
const anyMachine: readonly number[] = [1, 2, 3, 4, 36, 37];

/** What can be said of a machine without Kubernetes: nothing is judged there, but its network can be shown. */
export const machineAnswers = (node: ReportNode, report: Report): readonly NodeAnswer[] =>
	report.answers.filter((answer) => answer.node === node.id && anyMachine.includes(answer.number));
