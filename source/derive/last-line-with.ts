import type {LogLine, LogTail} from '../model/facts/kubernetes.ts';

/** The last line of a component's logs that holds a text; undefined where none does. */
export const lastLineWith = (
	logs: readonly LogTail[] | undefined,
	components: readonly string[],
	text: string,
): LogLine | undefined => {
	for (const tail of logs ?? []) {
		const line = components.includes(tail.component)
			? tail.lines.findLast((each) => each.text.includes(text))
			: undefined;
		if (line !== undefined) {
			return line;
		}
	}
	return undefined;
};
