import {renderRule, renderRuleList} from '../report/render-rule.ts';
import type {Style} from '../report/style.ts';
import {rules} from '../rules/index.ts';
import {unknownWord} from './command-failure.ts';

/** `kdiag explain [rule|group]`: one rule, the list of a group, or the list of all. Offline. */
export const explain = (name: string | undefined, style: Style): string => {
	if (name === undefined) {
		return renderRuleList(rules, style);
	}
	const rule = rules.find((candidate) => candidate.id === name);
	if (rule !== undefined) {
		return renderRule(rule, style);
	}
	const members = rules.filter((candidate) => candidate.group === name);
	if (members.length === 0) {
		const known = new Set(rules.flatMap(({id, group}) => [id, group]));
		throw unknownWord('rule or group', name, [...known], 'kdiag explain lists them');
	}
	return renderRuleList(members, style);
};
