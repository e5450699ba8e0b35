import {defineCollector} from '../model/collector.ts';
import {collectOneLine} from './one-line.ts';

/** `6786.84 9476.46`: seconds since boot, and idle seconds of all CPUs. */
const readSeconds = (line: string): number | null => {
	const [seconds = ''] = line.split(' ', 1);
	return /^\d{1,12}(\.\d{1,6})?$/.test(seconds) ? Number(seconds) : null;
};

/** Seconds since the node booted (/proc/uptime, proc_uptime(5)). */
export const uptime = defineCollector({
	fact: 'uptime',
	title: 'Time since boot',
	after: [],
	inputs: () => [{file: '/proc/uptime'}],
	collect: ([capture]) => collectOneLine(capture, readSeconds, 'seconds since boot'),
});
