import {baseName} from './program.ts';

/** The version in `v1.34.4`, `Kubernetes v1.34.4` or the tag of an image, without `v`; null where there is none. */
export const readVersion = (text: string): string | null => {
	// A digest follows the tag; a port of the registry stands before the last slash.
	const name = baseName(text.split('@')[0] ?? '').trim();
	const tag = name.slice(Math.max(name.lastIndexOf(':'), name.lastIndexOf(' ')) + 1);
	const version = tag.startsWith('v') ? tag.slice(1) : tag;
	return /^\d+\.\d+/.test(version) ? version : null;
};
