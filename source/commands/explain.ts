import {renderRule, renderRuleList} from '../report/render-rule.ts';
import type {Style} from '../report/style.ts';
import {rules} from '../rules/index.ts';
import {unknownWord} from './command-failure.ts';

/** `kdiag explain [rule]`: one rule, or the list of all. Offline. */
export const explain = (id: string | undefined, style: Style): string => {
	if (id === undefined) {
		return renderRuleList(rules, style);
	}
	const rule = rules.find((candidate) => candidate.id === id);
	if (rule === undefined) {
		throw unknownWord(
			'rule',
			id,
			rules.map((candidate) => candidate.id),
		);
	}
	return renderRule(rule, style);
};
