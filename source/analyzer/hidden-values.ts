import type {HiddenKind} from '../model/report.ts';
import type {Snapshot} from '../model/snapshot.ts';

/** A tag of redaction: the kind of what it stands for, and its number. */
const tag = /<([a-z-]{3,16})#([0-9]{1,9})>/y;
/** How far before its `#` a tag begins at most. */
const longestKind = 17;

/** Tells the tags of a text. Only what stands around a `#` is looked at, so that it costs a text next to nothing. */
const eachTag = (text: string, found: (kind: string, whole: string) => void): void => {
	for (let at = text.indexOf('#'); at >= 0; at = text.indexOf('#', at + 1)) {
		const from = Math.max(0, at - longestKind);
		const start = text.slice(from, at).lastIndexOf('<');
		if (start < 0) {
			continue;
		}
		tag.lastIndex = from + start;
		const [whole, kind] = tag.exec(text) ?? [];
		if (whole !== undefined && kind !== undefined) {
			found(kind, whole);
		}
	}
};

/** The names and texts of all that a snapshot holds; parts of one name are one source. */
function* textsOf({captures, unrecognised}: Snapshot): Generator<readonly [string, string]> {
	for (const {id, parts, stderr, failure} of captures) {
		for (const part of parts) {
			yield [part.name, part.text];
		}
		yield [id, stderr];
		yield [id, failure?.detail ?? ''];
	}
	for (const {source, text} of unrecognised) {
		yield [source, text];
	}
}

/** What was hidden of a node. */
export type Hidden = {readonly kinds: readonly HiddenKind[]; readonly sources: number};

/** What redaction hid in a snapshot, told by the tags that stand in its place: so a snapshot that is opened again says the same. */
export const hiddenValues = (snapshot: Snapshot): Hidden => {
	const kinds = new Map<string, {readonly tags: Set<string>; readonly sources: Set<string>}>();
	const sources = new Set<string>();
	for (const [source, text] of textsOf(snapshot)) {
		eachTag(text, (kind, whole) => {
			const known = kinds.get(kind) ?? {tags: new Set(), sources: new Set()};
			kinds.set(kind, known);
			known.tags.add(whole);
			known.sources.add(source);
			sources.add(source);
		});
	}
	const counted = [...kinds].map(([kind, all]) => ({kind, count: all.tags.size, sources: all.sources.size}));
	return {kinds: counted.sort((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1)), sources: sources.size};
};
