import {defineCollector} from '../model/collector.ts';
import {collectOneLine} from './one-line.ts';

const file = '/etc/machine-id';

/** The id of this installation (machine-id(5)): empty in an image that was prepared for cloning, null where there is no such file. */
export const machineId = defineCollector({
	fact: 'machineId',
	title: 'Machine id',
	after: [],
	inputs: () => [{file}],
	collect: ([capture]) =>
		capture?.failure?.kind === 'missing'
			? {value: {value: null, at: {source: file, line: 1}}, unparsed: []}
			: collectOneLine<string | null>(capture, (line) => line, 'a machine id'),
});
