/** Shortest cut name that is taken for the whole one: netstat leaves at least 11 characters of it. */
const shortestCut = 8;

/** The last part of a path. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Whether a program as a tool shows it, perhaps cut (`kube-controlle`), is this one. */
export const isProgram = (shown: string, whole: string): boolean =>
	shown === whole || (shown.length >= shortestCut && whole.startsWith(shown));

/** Whether a program as a tool shows it is one of these. */
export const isOneOf = (shown: string, whole: readonly string[]): boolean =>
	whole.some((program) => isProgram(shown, program));
