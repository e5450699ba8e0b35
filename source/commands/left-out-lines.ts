/** So many are named one by one. */
const most = 3;

/** Says which recordings of a machine were left out because there is a newer one; of many the first few and how many more. */
export const leftOutLines = (
	nodes: readonly {readonly name: string; readonly takenAt: string}[],
): readonly string[] => {
	const lines = nodes.slice(0, most).map(({name, takenAt}) => `left out an older recording of ${name} (${takenAt})`);
	const rest = nodes.length - most;
	return rest > 0 ? [...lines, `left out ${rest} more older ${rest === 1 ? 'recording' : 'recordings'}`] : lines;
};
