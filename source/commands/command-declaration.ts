import type {Request} from './request.ts';

/** What an option that all commands take is about: the exit status, which rules are judged, how a node is read, the live screen, how text is written. */
export type Concern = 'verdict' | 'rules' | 'node' | 'screen' | 'text';

/** An option of a command, as the parser, the help, the manual page and the completion scripts have it. */
export type OptionDeclaration = {
	/** As commander(3) writes them: `-o, --output <file>`. */
	readonly flags: string;
	readonly text: string;
	/** The words that may be given; nothing else is taken. */
	readonly choices?: readonly string[];
	/** What a shell completes, where it is neither of the choices nor a `<file>`. */
	readonly completes?: 'rules';
	/** What was expected instead of a value, or null where it will do. */
	readonly check?: (value: string) => string | null;
	/** Whether it may be given several times: the values are a list; `words` are also separated by commas. */
	readonly many?: 'words' | 'values';
	/** What holds where it is not given, as the help shows it. */
	readonly initial?: string | number;
	/** Whether it is kdiag's own business. */
	readonly isHidden?: boolean;
	/** Of an option that all commands take: the help of a command shows it where this is one of its concerns. */
	readonly concern?: Concern;
};

/** What stands beside the options: `[source...]`, `<service>`. */
export type ArgumentDeclaration = {
	readonly flags: string;
	readonly text: string;
	/** What a shell completes; nothing where it is left out. */
	readonly completes?: 'files' | 'rules' | readonly string[];
	/** Whether a file may stand there, too. */
	readonly orFile?: boolean;
};

/** What was typed: arguments in order, options by name (`failOn`), and whether an option was left as it is. */
export type Typed = {
	readonly words: readonly unknown[];
	readonly options: Readonly<Record<string, unknown>>;
	readonly isUnset: (option: string) => boolean;
};

/** A command line that does something useful, and what it does. */
export type Example = {readonly command: string; readonly text: string};

/** An exit status (`0`, `129, 130, 143`) and what it means. */
export type ExitStatus = {readonly codes: string; readonly means: string};

/** A command: what it is called, what it takes, and what it asks for. Besides its own options it takes all common ones. */
export type CommandDeclaration = {
	readonly name: string;
	readonly description: string;
	readonly arguments: readonly ArgumentDeclaration[];
	readonly options: readonly OptionDeclaration[];
	/** They work as they stand: a test runs them. */
	readonly examples: readonly Example[];
	/** Which of the options that all commands take make a difference here. */
	readonly concerns: readonly Concern[];
	/** What its exit statuses mean, where it has some of its own. */
	readonly exits?: readonly ExitStatus[];
	readonly request: (typed: Typed) => Request;
};
