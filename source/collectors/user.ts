import {defineCollector} from '../model/collector.ts';
import {failedReading} from './failed-reading.ts';

/** The start of `uid=0(root) gid=0(root) groups=0(root)`; the name is left out where the number has none. */
const pattern = /^uid=(\d{1,10})(?:\(([^()]{0,256})\))?/;

/** Who runs kdiag or made the recording (id(1)). */
export const user = defineCollector({
	fact: 'user',
	title: 'User',
	after: [],
	inputs: () => [{run: ['id']}],
	collect: ([capture]) => {
		const [part] = capture?.failure === null ? capture.parts : [];
		if (part === undefined) {
			return failedReading(capture);
		}
		const [, uid, name] = pattern.exec(part.text) ?? [];
		if (uid === undefined) {
			return {unavailable: {kind: 'not-understood', reason: 'id printed no uid', remedy: null}};
		}
		return {value: {uid: Number(uid), name: name ?? null, at: {source: part.name, line: 1}}, unparsed: []};
	},
});
