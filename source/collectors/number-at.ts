import {type Tree, treeAt} from './tree.ts';

/** The number under a path of keys, or null. */
export const numberAt = (tree: Tree | null, ...keys: readonly string[]): number | null => {
	const value = treeAt(tree, ...keys);
	return value?.kind === 'scalar' && typeof value.value === 'number' ? value.value : null;
};
