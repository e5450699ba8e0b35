/** Which columns the table has, by its header; null in each place where no header was seen (grep output). `context` is where the security context begins after the program. */
export type NetstatLayout = {
	readonly section: 'inet' | 'unix' | 'other' | null;
	readonly program: boolean | null;
	readonly extended: boolean | null;
	readonly context: number | null;
};

/** What is known of the columns before any header. */
export const unknownLayout: NetstatLayout = {section: null, program: null, extended: null, context: null};

/** Which sockets a section was asked for: the text in brackets in its title. */
export type NetstatTitle = {
	readonly section: 'inet' | 'unix' | 'other';
	readonly listeners: boolean;
	readonly connections: boolean;
};

/** Reads `Active Internet connections (only servers)` and its kin (netstat(8)); null for other lines. */
export const readTitle = (line: string): NetstatTitle | null => {
	if (!line.startsWith('Active ')) {
		return null;
	}
	const section = line.startsWith('Active Internet') ? 'inet' : line.startsWith('Active UNIX') ? 'unix' : 'other';
	return {section, listeners: !line.includes('(w/o servers)'), connections: !line.includes('(only servers)')};
};

/** Reads a line of column heads; null for other lines. */
export const readHeader = (line: string): NetstatLayout | null => {
	if (!line.startsWith('Proto ')) {
		return null;
	}
	const program = line.indexOf('PID/Program');
	const context = line.indexOf('Security Context');
	return {
		section: line.includes('Local Address') ? 'inet' : line.includes('I-Node') ? 'unix' : 'other',
		program: program !== -1,
		extended: line.includes(' User ') && line.includes('Inode'),
		context: context === -1 || program === -1 ? null : context - program,
	};
};

const notices: readonly string[] = [
	'(Not all processes could be identified',
	'will not be shown, you would have to be root',
	'(No info could be read for "-p"',
	'netstat: no support for ',
	'netstat: showing only processes with your user ID',
];

/** Lines that netstat prints about itself beside the table (they end up in pasted text). */
export const isNotice = (line: string): boolean => notices.some((notice) => line.trimStart().startsWith(notice));
