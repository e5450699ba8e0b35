import type {LogLine, LogTail} from '../model/facts/kubernetes.ts';

/** A kernel module that a component asked for in vain, and the line that says so. */
export type MissingModule = {readonly module: string; readonly line: LogLine};

/** Modules of overlays: they are not needed where the overlay's link exists. */
export const overlayModules: readonly string[] = ['vxlan', 'geneve', 'ipip', 'wireguard'];

/** Modules that rules of kube-proxy need: they are not missing where such rules exist. */
const filterModules = ['nf_tables', 'xt_comment', 'xt_mark', 'xt_addrtype', 'xt_conntrack', 'xt_statistic'];

const known: ReadonlySet<string> = new Set([...overlayModules, ...filterModules]);

const wordAfter = (text: string, marker: string): string | null => {
	const start = text.indexOf(marker);
	if (start < 0) {
		return null;
	}
	const word = /^[\w-]{1,40}/.exec(text.slice(start + marker.length, start + marker.length + 41));
	return word === null ? null : word[0].replaceAll('-', '_');
};

/** The module that modprobe(8) did not find, or that iptables(8) lacks for an extension. */
const namedModule = (text: string): string | null => {
	if (text.includes('not found in directory')) {
		return wordAfter(text, 'FATAL: Module ');
	}
	if (!text.includes('not supported') && !text.includes('missing kernel module')) {
		return null;
	}
	const extension = wordAfter(text, 'Extension ');
	return extension === null ? null : `xt_${extension}`;
};

/** flannel says only that the kernel refused the link of its backend. */
const refusedOverlay = (tail: LogTail, text: string): string | null => {
	if (!tail.component.includes('flannel') || !text.includes('operation not supported')) {
		return null;
	}
	return overlayModules.find((module) => text.includes(module)) ?? 'vxlan';
};

/** Modules that the newest log of a component says are missing, each once. */
export const missingModules = (tail: LogTail): readonly MissingModule[] => {
	const found = new Map<string, LogLine>();
	for (const line of tail.lines) {
		const module = namedModule(line.text) ?? refusedOverlay(tail, line.text);
		if (module !== null && known.has(module)) {
			found.set(module, line);
		}
	}
	return [...found].map(([module, line]) => ({module, line}));
};
