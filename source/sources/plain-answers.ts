import {printedFile} from './command-formats.ts';
import type {PastedLine} from './paste-lines.ts';
import {isBlankLine} from './paste-lines.ts';
import type {TypedCommand} from './read-command.ts';

/** Inputs that are one value without a format: only the command or the name of the file tells what a line is. */
const commands: ReadonlySet<string> = new Set(['hostname', 'id', 'date -u +%FT%TZ', 'kubelet --version']);

const files: ReadonlySet<string> = new Set([
	'/etc/hostname',
	'/etc/machine-id',
	'/proc/sys/kernel/hostname',
	'/proc/sys/kernel/osrelease',
	'/proc/sys/kernel/random/boot_id',
	'/proc/uptime',
	'/sys/class/dmi/id/product_uuid',
	'/var/lib/calico/nodename',
]);

/** Copies of such files by the name that people leave them. */
const copies: ReadonlyMap<string, string> = new Map(
	['/etc/hostname', '/etc/machine-id', '/sys/class/dmi/id/product_uuid'].map((file) => [
		file.slice(file.lastIndexOf('/') + 1),
		file,
	]),
);

/** Which input some lines answer that are its one value, by the only command that was typed or the name of the pasted file; null where none. */
export const plainAnswer = (
	lines: readonly PastedLine[],
	typed: readonly TypedCommand[],
	source: string,
): string | null => {
	const [command] = typed;
	if (typed.length > 1 || lines.filter((line) => !isBlankLine(line)).length !== 1) {
		return null;
	}
	if (command === undefined) {
		return copies.get(source.slice(source.lastIndexOf('/') + 1)) ?? null;
	}
	if (command.elsewhere || command.filters.length > 0) {
		return null;
	}
	const line = command.argv.join(' ');
	const file = printedFile(command);
	return commands.has(line) ? line : file !== null && files.has(file) ? file : null;
};
