import type {Evidence} from '../model/finding.ts';
import type {NodeJudgement} from './node-judgement.ts';

const renamed = (judgement: NodeJudgement, id: string): NodeJudgement => {
	const evidenceOf = (evidence: readonly Evidence[]): readonly Evidence[] =>
		evidence.map((item) => ({...item, node: id}));
	return {
		...judgement,
		node: {...judgement.node, id},
		conclusions: {...judgement.conclusions, node: id},
		answers: judgement.answers.map((answer) => ({...answer, node: id, evidence: evidenceOf(answer.evidence)})),
		findings: judgement.findings.map((finding) =>
			finding.evidence === undefined ? finding : {...finding, evidence: evidenceOf(finding.evidence)},
		),
	};
};

/** Gives every node an id of its own: its name, with `#2` where another before it has that name. */
export const nameNodes = (judgements: readonly NodeJudgement[]): readonly NodeJudgement[] => {
	const used = new Map<string, number>();
	return judgements.map((judgement) => {
		const {name} = judgement.node;
		const count = (used.get(name) ?? 0) + 1;
		used.set(name, count);
		return count === 1 ? judgement : renamed(judgement, `${name}#${count}`);
	});
};
