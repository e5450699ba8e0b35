/** Up to this many nodes a report speaks of each; beyond, of groups of them. */
export const fewNodes = 10;

const shown = 3;

/** Nodes by name, the first few of many: `n1, n2, n3 and 994 more`. */
export const nodeList = (nodes: readonly string[]): string =>
	nodes.length <= shown + 1 ? nodes.join(', ') : `${nodes.slice(0, shown).join(', ')} and ${nodes.length - shown} more`;

/** Nodes as the heading of what is said of them: `n1, n2`, and with their number where they are many. */
export const countedNodes = (nodes: readonly string[]): string =>
	nodes.length <= shown + 1 ? nodeList(nodes) : `${nodes.length} nodes: ${nodeList(nodes)}`;
