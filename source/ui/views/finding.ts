import {severityMark} from '../severity-mark.ts';
import {listRows, type View, type ViewContext} from '../view.ts';
import {findingRows} from './finding-rows.ts';
import {findingOf} from './listed-findings.ts';

/** One finding: expected, actual, its proof line by line, why, the fix and its commands, what follows from it. */
export const findingView = (context: ViewContext): View => {
	const {pen, spot, scene, width} = context;
	const finding = findingOf(spot.subject ?? '', context);
	if (finding !== undefined) {
		return {
			title: [severityMark(finding, pen), pen.words(finding.rule, 'heading')],
			lead: [],
			rows: listRows(findingRows(finding, context, width)),
			tail: [],
		};
	}
	const gone = scene.tracks.get(spot.subject ?? '');
	return {
		title: [pen.words(gone?.finding.rule ?? 'finding', 'heading')],
		lead: [[pen.words('This finding is there no more. What it last was:', 'pass')]],
		rows: listRows(gone === undefined ? [] : findingRows(gone.finding, context, width)),
		tail: [],
	};
};
