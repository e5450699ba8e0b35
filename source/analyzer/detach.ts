/** A copy of plain data; it is read-only, since its parts may stand in other copies too. */
export type Detach = <T>(value: T) => T;

/** Longer lists and records are seldom equal, and looking them up costs as much as they do. */
const longest = 32;

/** What is remembered at most, in values; then it begins anew. */
const most = 4_000_000;

/**
 * Copies plain data away from the text that it was read from: a string cut out of a longer one keeps the longer one in memory, its copy does not.
 * Equal values are held once across all that one detacher copies, since nodes of a cluster are much alike.
 */
export const createDetacher = (): Detach => {
	// A value is known by its place in `values`.
	let values: unknown[] = [];
	const known = new Map<unknown, number>();
	const composed = new Map<string, number>();
	const add = (value: unknown): number => values.push(value) - 1;
	const plain = (value: unknown): number => {
		const id = known.get(value);
		if (id !== undefined) {
			return id;
		}
		// Through JSON, since engines know no other way to a string of its own that keeps every character.
		const own = typeof value === 'string' ? (JSON.parse(JSON.stringify(value)) as string) : value;
		const added = add(own);
		known.set(own, added);
		return added;
	};
	const compose = (key: string, length: number, make: () => object): number => {
		const id = length > longest ? undefined : composed.get(key);
		if (id !== undefined) {
			return id;
		}
		const added = add(make());
		if (length <= longest) {
			composed.set(key, added);
		}
		return added;
	};
	const copyList = (list: readonly unknown[]): number => {
		let key = '[';
		const copied: unknown[] = [];
		for (const inner of list) {
			const id = copy(inner);
			key += `${id},`;
			copied.push(values[id]);
		}
		return compose(key, copied.length, () => copied);
	};
	const copyRecord = (record: object): number => {
		let key = '{';
		const pairs: [string, unknown][] = [];
		for (const name of Object.keys(record)) {
			const [nameId, id] = [plain(name), copy((record as Readonly<Record<string, unknown>>)[name])];
			key += `${nameId}:${id},`;
			pairs.push([values[nameId] as string, values[id]]);
		}
		return compose(key, pairs.length, () => Object.fromEntries(pairs));
	};
	const copy = (value: unknown): number =>
		typeof value !== 'object' || value === null
			? plain(value)
			: Array.isArray(value)
				? copyList(value)
				: copyRecord(value);
	return (value) => {
		const copied = values[copy(value)] as typeof value;
		if (values.length > most) {
			values = [];
			known.clear();
			composed.clear();
		}
		return copied;
	};
};
