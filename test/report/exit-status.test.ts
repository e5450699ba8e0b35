import {expect, test} from 'vitest';
import type {Finding} from '../../source/model/finding.ts';
import {exitStatus, type FailOn} from '../../source/report/exit-status.ts';
import {findingOf, reportOf} from '../support/finding.ts';

const error = findingOf({severity: 'error'});
const warning = findingOf({severity: 'warning'});
const info = findingOf({severity: 'info'});
const owed = findingOf({status: 'unknown', required: true});
const free = findingOf({status: 'unknown', required: false, severity: 'error'});
const passed = findingOf({status: 'pass', severity: 'error'});
const skipped = findingOf({status: 'skip', severity: 'error'});

const rows: readonly (readonly [string, readonly Finding[], FailOn, number])[] = [
	['nothing at all', [], 'warning', 0],
	['what passed and was skipped', [passed, skipped], 'info', 0],
	['an error', [error], 'warning', 2],
	['a warning', [warning], 'warning', 1],
	['info below the threshold', [info], 'warning', 0],
	['info at the threshold', [info], 'info', 1],
	['a warning below the threshold', [warning], 'error', 0],
	['an error at the threshold', [error], 'error', 2],
	['the worst of several, whatever their order', [info, warning, error], 'info', 2],
	['a warning before what could not be checked', [owed, warning], 'warning', 1],
	['a required rule that could not be checked', [owed], 'warning', 3],
	['a rule that nobody requires and could not be checked', [free], 'warning', 0],
	['an ignored warning beside a required unknown', [warning, owed], 'error', 3],
	['nothing is to fail', [error, warning, owed], 'never', 0],
	['a consequence is a failure, too', [findingOf({severity: 'error', consequenceOf: 'other'})], 'warning', 2],
];

test.each(rows)('%s', (_, findings, failOn, status) => {
	expect(exitStatus(reportOf(findings), failOn)).toBe(status);
});
