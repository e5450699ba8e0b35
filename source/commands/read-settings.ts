import {readYaml} from '../collectors/read-yaml.ts';
import {plainValue, type Tree} from '../collectors/tree.ts';
import {commandFailure} from './command-failure.ts';
import {readInput} from './read-input.ts';

/** A schema of zod, as far as it is used here. */
type Schema<T> = {
	readonly safeParse: (value: unknown) =>
		| {readonly success: true; readonly data: T}
		| {
				readonly success: false;
				readonly error: {
					readonly issues: readonly {
						readonly path: readonly PropertyKey[];
						readonly message: string;
						readonly keys?: readonly string[];
					}[];
				};
		  };
};

/** The line of the value at a path, or of the nearest value above it. */
const lineAt = (tree: Tree, path: readonly PropertyKey[]): number => {
	let line = tree.line;
	let value: Tree | undefined = tree;
	for (const key of path) {
		if (value?.kind === 'map') {
			const entry: {readonly line: number; readonly value: Tree} | undefined = value.entries.get(String(key));
			line = entry?.line ?? line;
			value = entry?.value;
		} else {
			value = value?.kind === 'list' ? value.items[Number(key)] : undefined;
			line = value?.line ?? line;
		}
	}
	return line;
};

/** Reads a file of the user's in YAML. What is wrong with it is one line with its place, exit status 64. */
export const readSettings = async <T>(
	file: string,
	schema: Schema<T>,
): Promise<{readonly value: T; readonly lineOf: (path: readonly PropertyKey[]) => number}> => {
	const {text} = await readInput(file);
	const {tree, problem} = readYaml(text);
	if (tree === null || problem !== null) {
		throw commandFailure(64, `${file}:${problem?.line ?? 1}: ${problem?.message ?? 'expected YAML'}`);
	}
	const parsed = schema.safeParse(plainValue(tree));
	if (!parsed.success) {
		const [issue] = parsed.error.issues;
		const path = [...(issue?.path ?? []), ...(issue?.keys?.slice(0, 1) ?? [])];
		const where = path.length === 0 ? '' : `${path.map(String).join('.')}: `;
		const message = (issue?.message ?? 'not as expected').replace(/^Invalid [a-z]+: /, '');
		throw commandFailure(
			64,
			`${file}:${lineAt(tree, path)}: ${where}${message.replace('received undefined', 'there is none')}`,
		);
	}
	return {value: parsed.data, lineOf: (path) => lineAt(tree, path)};
};
