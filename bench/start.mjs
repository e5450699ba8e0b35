import {statSync} from 'node:fs';
import {measure, peakMemory} from './measure.mjs';
import {kdiag, node, ordinary, rounds} from './programs.mjs';
import {against, mb} from './table.mjs';

/** What every run pays, and the report of a saved snapshot. */
export const start = async (table) => {
	const [empty, version, report, json] = measure(
		[node, [kdiag, '--version'], [kdiag, 'report', ordinary], [kdiag, 'report', ordinary, '--format', 'json']],
		rounds,
	);
	table.run('node -e 0', empty, '1');
	table.run('kdiag --version', version, against(version, empty, 'node'), '1 × node');
	table.run('kdiag report SNAPSHOT', report, against(report, empty, 'node'), '3 × node');
	table.run('kdiag report SNAPSHOT --format json', json, against(json, empty, 'node'), '3 × node');
	table.say('its memory', mb(await peakMemory([kdiag, 'report', ordinary])), '110 MB');
	table.say('executable', `${(statSync(kdiag).size / 1e6).toFixed(1)} MB`, '120 MB');
};
