import type {Finding, Severity} from '../model/finding.ts';

/** How text is written: with colour or without, in ASCII or Unicode, how wide. */
export type Style = {readonly color: boolean; readonly ascii: boolean; readonly width: number};

/** What a text is, for colour. */
export type Tone = 'error' | 'warning' | 'info' | 'unknown' | 'pass' | 'heading' | 'quiet';

const codes: Readonly<Record<Tone, string>> = {
	error: '1;31',
	warning: '33',
	info: '36',
	unknown: '35',
	pass: '32',
	heading: '1',
	quiet: '2',
};

/** The text in the colour of its tone (16 colours on the terminal's own background), or as it is. */
export const paint = (text: string, tone: Tone, style: Style): string =>
	style.color ? `\u001B[${codes[tone]}m${text}\u001B[0m` : text;

const marks: Readonly<Record<Severity, readonly [string, string]>> = {
	error: ['x', '✗'],
	warning: ['!', '!'],
	info: ['i', 'i'],
};

/** Mark, word and tone of a finding: never one of them alone. */
export const badgeOf = (
	{status, severity}: Pick<Finding, 'status' | 'severity'>,
	ascii: boolean,
): {readonly text: string; readonly tone?: Tone} => {
	switch (status) {
		case 'fail':
			return {text: `${marks[severity][ascii ? 0 : 1]} ${severity}`, tone: severity};
		case 'unknown':
			return {text: '? unknown', tone: 'unknown'};
		case 'pass':
			return {text: '+ pass', tone: 'pass'};
		case 'skip':
			return {text: '- skip'};
	}
};

/** Mark and word of a finding, in its colour. */
export const badge = (finding: Finding, style: Style): string => {
	const {text, tone} = badgeOf(finding, style.ascii);
	return tone === undefined ? text : paint(text, tone, style);
};
