import {defineCollector} from '../model/collector.ts';
import {collectOneLine} from './one-line.ts';

const readUuid = (line: string): string | null =>
	/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(line) ? line.toLowerCase() : null;

/** The random id of this boot (random(4)): two recordings with the same one are of the same run of the same machine. */
export const bootId = defineCollector({
	fact: 'bootId',
	title: 'Boot id',
	after: [],
	inputs: () => [{file: '/proc/sys/kernel/random/boot_id'}],
	collect: ([capture]) => collectOneLine(capture, readUuid, 'a boot id'),
});
