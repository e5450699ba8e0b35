import type {Conversation} from '../model/conversation.ts';
import type {Role} from '../model/layout.ts';
import type {FailOn} from '../report/exit-status.ts';
import type {Style} from '../report/style.ts';
import type {DemoName} from './demo.ts';

/** What the terminal and the environment say; cli.tsx fills it, so that commands never touch the process. */
export type Surroundings = {
	readonly version: string;
	/** What runs kdiag, and for which machines it was built: `Bun 1.4.5 for linux-x64`. */
	readonly runtime: string;
	/** Whether keys can be read: standard input is a terminal, too. */
	readonly hasKeys: boolean;
	/** Today's date, ISO 8601: waivers expire by it. */
	readonly today: string;
	readonly isTerminal: boolean;
	readonly columns: number | null;
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** The recorded node of that name that the executable carries, as a snapshot file. */
	readonly readDemo: (name: DemoName) => Promise<Uint8Array>;
	/** Says something at once and asks for a line; null where the input has ended. */
	readonly conversation: Conversation;
	/** How kdiag runs itself as a child. */
	readonly self: readonly string[];
};

/** Options that every command shares. */
export type CommonOptions = {
	readonly color: 'auto' | 'always' | 'never';
	readonly ascii: boolean;
	readonly timeout: number;
	readonly only: readonly string[];
	readonly skip: readonly string[];
	readonly role: readonly Role[];
	readonly failOn: FailOn;
	/** The shortest time from pass to pass on the live screen, in seconds. */
	readonly interval: number;
	/** Whether the screen may be one that is gone afterwards; else the last frame stays. */
	readonly altScreen: boolean;
	/** Lines in the order of reading instead of a screen. */
	readonly accessible: boolean;
	/** Files of waivers and of layouts. */
	readonly waive: readonly string[];
	readonly layout: readonly string[];
	/** Whether connections may be opened. */
	readonly probe: boolean;
	/** Whether a file that kdiag has not written may be replaced by what it writes. */
	readonly force: boolean;
};

const isSet = (value: string | undefined): boolean => value !== undefined && value !== '';

/** Whether to colour: --color, then NO_COLOR, then FORCE_COLOR, then a terminal that is not dumb. */
export const wantsColor = (option: CommonOptions['color'], around: Surroundings): boolean => {
	if (option !== 'auto') {
		return option === 'always';
	}
	if (isSet(around.environment['NO_COLOR'])) {
		return false;
	}
	if (isSet(around.environment['FORCE_COLOR'])) {
		return around.environment['FORCE_COLOR'] !== '0';
	}
	return around.isTerminal && isSet(around.environment['TERM']) && around.environment['TERM'] !== 'dumb';
};

const speaksUtf8 = (environment: Surroundings['environment']): boolean => {
	const locale = environment['LC_ALL'] || environment['LC_CTYPE'] || environment['LANG'] || '';
	return /utf-?8/i.test(locale);
};

/**
 * How to write text here: never narrower than 40 columns; ASCII unless the locale says UTF-8. In a file it is the same whatever the terminal is like:
 * 80 columns, and coloured only where colour is asked for.
 */
export const styleFor = (options: CommonOptions, around: Surroundings, isShown = true): Style => ({
	color: isShown ? wantsColor(options.color, around) : options.color === 'always',
	ascii: options.ascii || !speaksUtf8(around.environment),
	width: Math.max(40, Math.min((isShown ? around.columns : null) ?? 80, 120)),
});
