import {decodeText} from './decode-text.ts';
import {expandGzip} from './expand-gzip.ts';
import {isGzipStart, templateEnd, templateStart} from './find-report.ts';

/** What is wrong with a report, in one line without its file. */
export type Wrong = {readonly wrong: string};

/** Says what is wrong. */
export const wrong = (text: string): Wrong => ({wrong: text});

/** Whether something is wrong. */
export const isWrong = (value: object): value is Wrong => 'wrong' in value;

const expand = async (bytes: Uint8Array): Promise<Buffer | Wrong> => {
	const pieces: Buffer[] = [];
	const {damage} = await expandGzip(
		(async function* () {
			yield bytes;
		})(),
		(chunk) => {
			pieces.push(Buffer.from(chunk));
			return null;
		},
	);
	return damage === null ? Buffer.concat(pieces) : wrong(damage.detail);
};

/** Text as UTF-8 without a mark: some shells write all that goes into a file as UTF-16. */
const asUtf8 = (bytes: Buffer): Buffer => {
	const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
	if (isWide) {
		return Buffer.from(decodeText(bytes));
	}
	return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
};

/** The document that an HTML report carries: base64 of gzip in its one template. */
const templateOf = async (page: Buffer): Promise<Buffer | Wrong> => {
	const start = page.indexOf(templateStart);
	const from = start < 0 ? -1 : page.indexOf('>', start);
	const to = from < 0 ? -1 : page.indexOf(templateEnd, from);
	if (to < 0) {
		return wrong(`expected ${templateStart}>, to its end: the page is cut, or no report of kdiag`);
	}
	if (page.includes(templateStart, to)) {
		return wrong(`expected ${templateStart}> once: it does not say which of several reports it is`);
	}
	const text = page.toString('latin1', from + 1, to).replaceAll(/\s/g, '');
	if (text === '') {
		return wrong(`expected a report in ${templateStart}>: there was no room for it; ask for the report as JSON`);
	}
	if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) {
		return wrong(`expected base64 in ${templateStart}>`);
	}
	return expand(Buffer.from(text, 'base64'));
};

/** The JSON document of a report as UTF-8, out of whatever it is wrapped in: a page, gzip, UTF-16. */
export const documentOf = async (bytes: Buffer): Promise<Buffer | Wrong> => {
	const plain = isGzipStart(bytes) ? await expand(bytes) : bytes;
	if (isWrong(plain)) {
		return plain;
	}
	const text = asUtf8(plain);
	return /^\s*</.test(text.toString('latin1', 0, 1000)) ? templateOf(text) : text;
};
