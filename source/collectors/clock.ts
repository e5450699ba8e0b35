import {defineCollector} from '../model/collector.ts';
import {collectOneLine} from './one-line.ts';

const readTime = (line: string): string | null => (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(line) ? line : null);

/** The node's clock when it was read, in UTC (date(1)). */
export const clock = defineCollector({
	fact: 'clock',
	title: 'Clock',
	after: [],
	inputs: () => [{run: ['date', '-u', '+%FT%TZ']}],
	collect: ([capture]) => collectOneLine(capture, readTime, 'a time in UTC'),
});
