import type {ScreenName} from './target.ts';

/** What a key does. */
export type Action =
	| 'down'
	| 'up'
	| 'page-down'
	| 'page-up'
	| 'half-down'
	| 'half-up'
	| 'first'
	| 'last'
	| 'left'
	| 'right'
	| 'open'
	| 'back'
	| 'raw'
	| 'next-screen'
	| 'previous-screen'
	| 'next-finding'
	| 'previous-finding'
	| 'search'
	| 'next-match'
	| 'previous-match'
	| 'severity'
	| 'status'
	| 'group'
	| 'node'
	| 'differences'
	| 'no-filters'
	| 'copy'
	| 'show-copy'
	| 'report'
	| 'snapshot'
	| 'reread'
	| 'pause'
	| 'help'
	| 'redraw'
	| 'suspend'
	| 'leave'
	| ScreenName;

/** A key, or several that do the same. */
export type Key = {
	/** As `keyNames` gives them. */
	readonly names: readonly string[];
	/** As a person reads them. */
	readonly shown: string;
	readonly action: Action;
	readonly does: string;
	/** A word for the last line of the screen; keys without one stand in the help only. */
	readonly short?: string;
	/** The screens on which it works; all where it is left out. */
	readonly on?: readonly ScreenName[];
};

const findingScreens: readonly ScreenName[] = ['overview'];

/** The screens that a digit opens, in the order of the digits and of Tab. */
export const mainScreens: readonly ScreenName[] = [
	'overview',
	'ports',
	'connections',
	'addresses',
	'firewall',
	'services',
	'cni',
	'facts',
	'sources',
	'nodes',
];

const screenNames: Readonly<Partial<Record<ScreenName, string>>> = {
	overview: 'findings',
	ports: 'ports, expected against actual',
	connections: 'connections of etcd, clients against peers',
	addresses: 'address plan and its overlaps',
	firewall: 'firewall: tables, chains, rules; where a packet is dropped',
	services: 'services and their endpoints',
	cni: 'CNI: configurations, plugins, interfaces',
	facts: 'the questions people ask on a node',
	sources: 'raw output of every command and file',
	nodes: 'nodes, and how they differ',
};

/** All keys, in the order of the help. Handlers, the help and the last line of the screen are made from this table. */
export const keys: readonly Key[] = [
	{names: ['j', 'down'], shown: 'j down', action: 'down', does: 'one row down'},
	{names: ['k', 'up'], shown: 'k up', action: 'up', does: 'one row up'},
	{names: ['pagedown', 'ctrl-f', ' '], shown: 'PgDn space', action: 'page-down', does: 'one page down'},
	{names: ['pageup', 'ctrl-b'], shown: 'PgUp ^B', action: 'page-up', does: 'one page up'},
	{names: ['ctrl-d'], shown: '^D', action: 'half-down', does: 'half a page down'},
	{names: ['ctrl-u'], shown: '^U', action: 'half-up', does: 'half a page up'},
	{names: ['g', 'home'], shown: 'g Home', action: 'first', does: 'first row'},
	{names: ['G', 'end'], shown: 'G End', action: 'last', does: 'last row'},
	{names: ['h', 'left'], shown: 'h left', action: 'left', does: 'text to the right, so that its left part shows'},
	{names: ['l', 'right'], shown: 'l right', action: 'right', does: 'text to the left, so that its right part shows'},
	{names: ['enter'], shown: 'enter', action: 'open', does: 'look into the row under the cursor', short: 'open'},
	{names: ['escape', 'backspace'], shown: 'esc', action: 'back', does: 'back to where you came from', short: 'back'},
	{names: ['o'], shown: 'o', action: 'raw', does: 'the raw output that the row rests on', short: 'raw'},
	...mainScreens.map((screen, index): Key => {
		const digit = String((index + 1) % 10);
		return {names: [digit], shown: digit, action: screen, does: screenNames[screen] ?? screen};
	}),
	{names: ['tab'], shown: 'tab', action: 'next-screen', does: 'next of these screens'},
	{names: ['shift-tab'], shown: 'shift-tab', action: 'previous-screen', does: 'previous of these screens'},
	{names: [']'], shown: ']', action: 'next-finding', does: 'next finding', short: 'next', on: ['finding']},
	{names: ['['], shown: '[', action: 'previous-finding', does: 'previous finding', on: ['finding']},
	{names: ['/'], shown: '/', action: 'search', does: 'search in the rows', short: 'search'},
	{names: ['n'], shown: 'n', action: 'next-match', does: 'next match'},
	{names: ['N'], shown: 'N', action: 'previous-match', does: 'previous match'},
	{names: ['f'], shown: 'f', action: 'severity', does: 'filter by severity', short: 'filter', on: findingScreens},
	{names: ['t'], shown: 't', action: 'status', does: 'filter by status', short: 'status', on: findingScreens},
	{names: ['b'], shown: 'b', action: 'group', does: 'filter by group of rules', on: findingScreens},
	{names: ['a'], shown: 'a', action: 'no-filters', does: 'no filters', on: findingScreens},
	{
		names: ['m'],
		shown: 'm',
		action: 'node',
		does: 'next node, where there are several; on the findings: filter by node',
	},
	{names: ['c'], shown: 'c', action: 'compare', does: 'compare the nodes', short: 'compare', on: ['nodes']},
	{names: ['d'], shown: 'd', action: 'differences', does: 'all, or only what differs', short: 'all', on: ['compare']},
	{names: ['y'], shown: 'y', action: 'copy', does: 'copy the command or line to the clipboard (OSC 52)', short: 'copy'},
	{names: ['Y'], shown: 'Y', action: 'show-copy', does: 'show it on a plain page, to select by hand'},
	{names: ['e'], shown: 'e', action: 'report', does: 'write a report into the current folder', short: 'report'},
	{names: ['s'], shown: 's', action: 'snapshot', does: 'write a snapshot into the current folder'},
	{names: ['r'], shown: 'r', action: 'reread', does: 'read the node again now', short: 'reread'},
	{names: ['p'], shown: 'p', action: 'pause', does: 'pause, and go on'},
	{names: ['ctrl-l'], shown: '^L', action: 'redraw', does: 'draw the screen anew'},
	{names: ['ctrl-z'], shown: '^Z', action: 'suspend', does: 'back to the shell for a while; fg returns'},
	{names: ['?', 'f1'], shown: '?', action: 'help', does: 'this help', short: 'help'},
	{names: ['q', 'ctrl-c', 'Q'], shown: 'q ^C', action: 'leave', does: 'leave kdiag', short: 'quit'},
];

/** The keys that work on a screen. */
export const keysOn = (screen: ScreenName): readonly Key[] =>
	keys.filter(({on}) => on === undefined || on.includes(screen));

/** What a key does on a screen; undefined where it does nothing. */
export const actionOf = (name: string, screen: ScreenName): Action | undefined =>
	keysOn(screen).find(({names}) => names.includes(name))?.action;
