import type {Report} from '../model/report.ts';

/** Characters that JSON allows in a string as they are but that a terminal or editor obeys or hides: C1, bidi, zero width, line separators, tags, private use. */
const hidden =
	/[\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\uD800-\uDFFF\uE000-\uF8FF]/g;

/** JSON with control, bidi and zero-width characters as `\uXXXX`. */
export const escapeHidden = (json: string): string =>
	json.replace(hidden, (character, index: number) => {
		const code = character.charCodeAt(0);
		// Surrogate pairs of ordinary characters stay; only those of the tag block (U+E0000) and of private use (from U+F0000) are hidden.
		if (code >= 0xd800 && code <= 0xdfff) {
			const high = code < 0xdc00 ? code : json.charCodeAt(index - 1);
			if (high !== 0xdb40 && high < 0xdb80) {
				return character;
			}
		}
		return `\\u${code.toString(16).padStart(4, '0')}`;
	});

/** Any document as JSON, with control, bidi and zero-width characters as `\uXXXX`. */
export const toSafeJson = (value: unknown): string => escapeHidden(JSON.stringify(value, null, 2));

const indented = (value: unknown, by: string): string => toSafeJson(value).replaceAll('\n', `\n${by}`);

/**
 * The report as one JSON document (schema version 1, docs/report.schema.json), in pieces of one node, answer or finding: that of two thousand nodes
 * is longer than a string can be.
 */
export function* renderJson(report: Report): Generator<string> {
	let before = '{\n';
	for (const [key, value] of Object.entries(report)) {
		yield `${before}  ${JSON.stringify(key)}: `;
		if (Array.isArray(value) && value.length > 0) {
			for (const [index, item] of value.entries()) {
				yield `${index === 0 ? '[' : ','}\n    ${indented(item, '    ')}`;
			}
			yield '\n  ]';
		} else {
			yield indented(value, '  ');
		}
		before = ',\n';
	}
	yield '\n}\n';
}
