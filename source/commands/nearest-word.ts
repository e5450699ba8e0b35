/** How many letters have to be changed, added or dropped, or neighbours swapped, to make one word of another. */
const distance = (a: string, b: string): number => {
	let older: readonly number[] = [];
	let previous = Array.from({length: b.length + 1}, (_, i) => i);
	for (let i = 1; i <= a.length; i++) {
		const current = [i];
		for (let j = 1; j <= b.length; j++) {
			const change = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
			const swap = isSwapped ? (older[j - 2] ?? 0) + 1 : change;
			current.push(Math.min(change, swap, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
		}
		older = previous;
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
	if (best === undefined || best.cost > Math.max(1, typed.length / 3)) {
		return null;
	}
	// Of words that share less than half their letters neither is meant for the other.
	return best.cost * 2 <= Math.max(typed.length, best.candidate.length) ? best.candidate : null;
};
