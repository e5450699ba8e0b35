/**
 * What has to hold on the node before a command may run: it must not load a module or create a table, since kdiag changes nothing.
 * `recorded` never holds: only recordings and pasted output answer the command.
 */
export type Gate = 'nf_tables' | 'legacy-iptables' | 'legacy-ip6tables' | 'ip_set' | 'systemd' | 'recorded';

/**
 * One thing to read: a command (constant argv, no shell), a file, the files of a folder that match a glob, links (`/proc/PID/fd`), one query about the machine, or a TCP endpoint to dial (only with --probe).
 * `format` names the collector format of the text, so that pasted output with any name can answer the input.
 */
export type Input = {readonly format?: string} & (
	| {readonly run: readonly string[]; readonly gate?: Gate}
	| {readonly file: string}
	| {readonly directory: string; readonly match: string}
	| {readonly links: string}
	| {readonly query: 'host'}
	| {readonly dial: string}
);

/** The name of an input as a person would write it: `netstat -npa`, `/etc/hosts`, `/etc/cni/net.d/*`. It is what evidence shows as its source. */
export const inputId = (input: Input): string => {
	if ('run' in input) {
		return input.run.join(' ');
	}
	if ('file' in input) {
		return input.file;
	}
	if ('directory' in input) {
		return `${input.directory}/${input.match}`;
	}
	if ('links' in input) {
		return input.links;
	}
	return 'dial' in input ? `dial ${input.dial}` : `query:${input.query}`;
};
