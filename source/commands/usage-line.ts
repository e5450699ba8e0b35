import {talkLine} from './talk-line.ts';

/** A complaint of the argument parser as one line for standard error: `error: unknown option '--frmat'\n(Did you mean --format?)`. */
export const usageLine = (complaint: string): string => {
	const [said = '', hint = ''] = complaint.trimEnd().split(/\n(?=\(Did you mean )/);
	const near = hint.replace(/^\(Did you mean (?:one of )?(.*)\?\)$/s, "; did you mean '$1'?");
	return talkLine(`${said.replace(/^error: /, '')}${near}`);
};
