/** How many letters have to be changed, added or dropped to make one word of another. */
const distance = (a: string, b: string): number => {
	let previous = Array.from({length: b.length + 1}, (_, i) => i);
	for (let i = 1; i <= a.length; i++) {
		const current = [i];
		for (let j = 1; j <= b.length; j++) {
			const change = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			current.push(Math.min(change, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
		}
		previous = current;
	}
	return previous[b.length] ?? 0;
};

/** The known word that a mistyped one is nearest to, or null when none is near. */
export const nearestWord = (word: string, known: readonly string[]): string | null => {
	// No known word is longer; a whole file given by mistake is not compared.
	const typed = word.slice(0, 80);
	const [best] = known
		.map((candidate) => ({candidate, cost: distance(typed, candidate)}))
		.sort((a, b) => a.cost - b.cost);
	if (best === undefined || best.cost > Math.max(2, typed.length / 3)) {
		return null;
	}
	// Of words that share less than half their letters neither is meant for the other.
	return best.cost * 2 <= Math.max(typed.length, best.candidate.length) ? best.candidate : null;
};
