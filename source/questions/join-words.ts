/** Words as a sentence lists them: `a`, `a and b`, `a, b and c`. `last` is the word before the last one. */
export const joinWords = (words: readonly string[], last = 'and'): string =>
	words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;

/** The first of many words and how many there are besides, so that a sentence stays one. */
export const someWords = (words: readonly string[], most = 8): string =>
	words.length <= most ? joinWords(words) : joinWords([...words.slice(0, most), `${words.length - most} more`]);
