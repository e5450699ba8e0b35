import {lineNumber} from '../model/capture.ts';
import {defineCollector} from '../model/collector.ts';
import {failedReading} from './failed-reading.ts';

/** The kernel's hostname, as `hostname` prints it (hostname(1)). */
export const hostname = defineCollector({
	fact: 'hostname',
	title: 'Hostname',
	after: [],
	inputs: () => [[{run: ['hostname']}, {file: '/proc/sys/kernel/hostname'}, {file: '/etc/hostname'}]],
	collect: ([capture]) => {
		const [part] = capture?.parts ?? [];
		if (capture === undefined || capture.failure !== null || part === undefined) {
			return failedReading(capture);
		}
		return {
			value: {value: part.text.split('\n')[0]?.trim() ?? '', at: {source: part.name, line: lineNumber(part, 0)}},
			unparsed: [],
		};
	},
});
