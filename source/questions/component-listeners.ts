import {baseName, isProgram} from '../derive/program.ts';
import type {PortRow} from '../model/conclusions.ts';
import type {Socket} from '../model/facts/socket.ts';
import type {View} from '../model/rule.ts';

/** What tells where a component listens. */
export type ListenerView = View<never, 'listeners' | 'portTable' | 'components'>;

const isOwnRow = ({component, status, listeners}: PortRow, name: string): boolean =>
	component === name && listeners.length > 0 && status !== 'foreign' && status !== 'unknown';

/** The ports that come first in an answer; a component's other ports follow by number. */
const first = [6443, 16443, 10259, 10257, 10250, 10248, 10256, 10249, 2379, 2380, 2381];

const rank = (port: number): number => (first.includes(port) ? first.indexOf(port) : first.length + port);

/** The sockets that a component listens on: those its program owns, and those that the port table gives it (K3s has all in one program). */
export const componentListeners = (node: ListenerView, name: string): readonly Socket[] => {
	const owned = (node.listeners ?? []).filter(({program}) => program !== null && isProgram(baseName(program), name));
	const rows = (node.portTable ?? []).filter((row) => isOwnRow(row, name)).flatMap((row) => row.listeners);
	return [...new Set([...owned, ...rows])].sort((a, b) => rank(a.localPort ?? 0) - rank(b.localPort ?? 0));
};

/** The ports of sockets as texts, each once and in their order. */
export const portsOf = (sockets: readonly Socket[]): readonly string[] => [
	...new Set(sockets.flatMap(({localPort}) => (localPort === null ? [] : [String(localPort)]))),
];
