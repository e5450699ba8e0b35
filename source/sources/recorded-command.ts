import type {Failure} from '../model/capture.ts';
import type {RecordedOutput} from './recorded-folders.ts';

/** The name under which a command is recorded: `netstat -W -npa` is `netstat_-W_-npa`, slashes are dots, and a first slash is dropped. */
export const recordedName = (argv: readonly string[]): string =>
	argv.join(' ').replace(/^\//, '').replaceAll('/', '.').replaceAll(' ', '_');

const firstLine = (text: string): string => text.trim().split('\n', 1)[0] ?? '';

/** The exit statuses with which timeout(1) says that it ended the command: by TERM, or by KILL. */
const timeoutStatuses: readonly (number | null)[] = [124, 137];

const noSuchProgram = (argv: readonly string[], {stderr, exit}: RecordedOutput): boolean => {
	if (exit === 127 || stderr.includes('command not found')) {
		return true;
	}
	const line = firstLine(stderr);
	const program = argv[0] ?? '';
	return (
		line.endsWith('No such file or directory') &&
		(line.startsWith(`${program}: `) || line.includes(`failed to run command`)) &&
		!line.startsWith(`${program}: cannot`)
	);
};

const denied = ({stderr, exit}: RecordedOutput): boolean =>
	exit === 126 || /permission denied|operation not permitted|must be root|are you root/i.test(firstLine(stderr));

/** Why a recorded command gave nothing to read, or null where its output counts. What `ls` says about a folder that is not there counts. */
export const commandFailure = (argv: readonly string[], output: RecordedOutput): Failure | null => {
	if (output.exit === 0 || output.stdout !== '') {
		return null;
	}
	const said = firstLine(output.stderr);
	if (timeoutStatuses.includes(output.exit)) {
		return {kind: 'timed-out', detail: 'it was stopped at its time limit when it was recorded', remedy: null};
	}
	if (argv[0] === 'ls' && said.startsWith('ls: ') && output.exit !== 127) {
		return null;
	}
	if (noSuchProgram(argv, output)) {
		return {kind: 'missing', detail: said === '' ? `${argv[0]} is not installed` : said, remedy: null};
	}
	const status = output.exit === null ? 'it failed' : `exit status ${output.exit}`;
	const detail = said === '' ? status : `${said} (${status})`;
	return denied(output)
		? {kind: 'denied', detail, remedy: 'record the node as root'}
		: {kind: 'failed', detail, remedy: null};
};

/** Why what a recorded command printed is not the whole output, or null where it is. */
export const commandPartial = (argv: readonly string[], output: RecordedOutput, cut: boolean): string | null => {
	if (cut) {
		return 'cut at 16 MB';
	}
	if (output.exit === 0 || argv[0] === 'ls') {
		return null;
	}
	if (timeoutStatuses.includes(output.exit)) {
		return 'it was stopped at its time limit when it was recorded';
	}
	const said = firstLine(output.stderr);
	return `exit status ${output.exit ?? 'unknown'}${said === '' ? '' : `: ${said}`}`;
};
