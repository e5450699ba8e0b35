import {expandedStart} from './expanded-start.ts';
import {snapshotFormat} from './snapshot-format.ts';

/** What kdiag writes: a snapshot, which nothing else can give back, or what was made of one. */
export type DocumentKind = 'snapshot' | 'report';

/** What of a file is looked at from its begin and from its end, in bytes. */
export const lookedAt = 4096;

/** Words that stand near the begin or the end of a report of each format, and in no other file by chance. */
const signsOfReport: readonly RegExp[] = [
	/^\s*\{\s*"format": ?"kdiag-[a-z]+"/,
	/^\d+ errors?,\s\d+ warnings?,\s\d+\sinfo;\s+\d+\spassed,\s\d+\sunknown,\s\d+\sskipped$/m,
	/^# kdiag: /,
	/^<\?xml [^>]*>\s*<testsuites name="kdiag /,
	/^<!doctype html>\n[\s\S]*<title>[^<]* \(kdiag, [^<]*\)<\/title>/,
	/"driver": \{\s*"name": "kdiag",/,
	/^ *1\. Which interface carries the node's traffic\?$/m,
];

/** Of which kind a document is, by its first and last bytes; null where kdiag has not written it. */
export const kindOfDocument = (head: Uint8Array, tail: Uint8Array): DocumentKind | null => {
	if (head[0] === 0x1f && head[1] === 0x8b) {
		return expandedStart(head).toString('utf8').startsWith(`{"format":"${snapshotFormat}"`) ? 'snapshot' : null;
	}
	const texts = [head, tail].map((bytes) => Buffer.from(bytes).toString('utf8'));
	return texts.some((text) => signsOfReport.some((sign) => sign.test(text))) ? 'report' : null;
};
