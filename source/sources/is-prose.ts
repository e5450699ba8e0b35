const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');

/** Words of a language rather than of a table: letters (also those that were not UTF-8), an apostrophe or hyphen inside, punctuation around. */
const isWord = (word: string): boolean => /^["'(*`_]{0,3}\p{L}[\p{L}\uFFFD'’-]{0,40}[)"'*`_.,:;?!]{0,4}$/u.test(word);

const mostlyWords = (text: string, least: number, share: number): boolean => {
	const all = words(text.slice(0, 1000));
	return all.length >= least && all.filter(isWord).length >= all.length * share;
};

/**
 * Whether a line is certainly written for people: a numbered question, a heading, a point of a list, a sentence. Titles and warnings of commands
 * (`Active Internet connections …`, `# Warning: …`) are not.
 */
export const isProse = (text: string): boolean => {
	const line = text.trim();
	if (/^\d{1,3}[.)]\s/.test(line)) {
		return mostlyWords(line.slice(line.search(/\s/)), 3, 0.6);
	}
	if (/^#{2,6}\s/.test(line) || /^!?\[[^\]]{0,200}\]\(/.test(line)) {
		return true;
	}
	if (/^[-*+•]\s/.test(line)) {
		return mostlyWords(line.slice(2), 5, 0.7);
	}
	return /^[A-Z]/.test(text) && /[.?!:-]$/.test(line) && mostlyWords(line, 5, 0.8);
};

/** Whether a line that a parser did not understand reads like one written for people. */
export const readsLikeProse = (text: string): boolean =>
	isProse(text.trim()) || /^\s*#{1,6}\s+[A-Za-z]/.test(text) || mostlyWords(text, 3, 0.7);
