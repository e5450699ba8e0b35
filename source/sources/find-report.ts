import type {FileHandle} from 'node:fs/promises';
import {decodeText} from './decode-text.ts';
import {expandedStart} from './expanded-start.ts';

/** How the part of an HTML report begins that carries the whole report, and how it ends. */
export const templateStart = '<template id="kdiag-report"';
export const templateEnd = '</template>';

/** What every report in JSON says of itself. */
const format = '"kdiag-report"';

/** Whether bytes begin as gzip does (RFC 1952, section 2.3.1). */
export const isGzipStart = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** What text that begins so has to hold somewhere to be a report; null where it is none. */
const markAfter = (start: string): string | null => {
	const [first] = start.trimStart();
	return first === '{' ? format : first === '<' ? templateStart : null;
};

/** Whether text is a finished report: JSON or HTML that says so. */
export const isReportText = (text: string): boolean => {
	const mark = markAfter(text.slice(0, firstRead));
	return mark !== null && text.includes(mark);
};

/** So much of a file is looked at first, and so much at a time after that. */
const firstRead = 4096;
const nextRead = 1_048_576;

/** Whether a file holds a text from an offset on. */
const holds = async (handle: FileHandle, text: string, encoding: BufferEncoding): Promise<boolean> => {
	const wanted = Buffer.from(text, encoding);
	const buffer = Buffer.alloc(nextRead);
	// What stands across two pieces is found in the second.
	for (let at = 0; ; at += nextRead - wanted.length) {
		const {bytesRead} = await handle.read(buffer, 0, nextRead, at);
		if (buffer.subarray(0, bytesRead).includes(wanted)) {
			return true;
		}
		if (bytesRead < nextRead) {
			return false;
		}
	}
};

/** What a regular file is by its content: a finished report (plain or under gzip), other gzip, or anything else. */
export const fileContent = async (handle: FileHandle): Promise<'report' | 'gzip' | 'other'> => {
	const {buffer, bytesRead} = await handle.read(Buffer.alloc(firstRead), 0, firstRead, 0);
	const start = buffer.subarray(0, bytesRead);
	if (isGzipStart(start)) {
		const text = decodeText(expandedStart(start));
		return markAfter(text) === templateStart || isReportText(text) ? 'report' : 'gzip';
	}
	const mark = markAfter(decodeText(start));
	const encoding = start[0] === 0xff && start[1] === 0xfe ? 'utf16le' : 'utf8';
	return mark !== null && (await holds(handle, mark, encoding)) ? 'report' : 'other';
};
