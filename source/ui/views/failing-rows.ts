import {findingKey} from '../../model/scene.ts';
import {severityMark} from '../severity-mark.ts';
import {rawOfProof} from '../target.ts';
import type {Row, ViewContext} from '../view.ts';
import {failuresOf} from './failures-at.ts';

/** What fails on the node that is looked at, of the rules of one group: Enter shows the whole finding. */
export const failingRows = (group: string, context: ViewContext): readonly Row[] => {
	const {scene, pen} = context;
	return failuresOf(context)
		.filter(({rule}) => scene.groups.get(rule) === group)
		.map((finding): Row => {
			return {
				key: `finding ${findingKey(finding)}`,
				line: [severityMark(finding, pen), pen.words(finding.actual)],
				opens: {screen: 'finding', subject: findingKey(finding)},
				raw: rawOfProof(finding.evidence),
				copies: finding.fix.commands.join('\n'),
			};
		});
};
