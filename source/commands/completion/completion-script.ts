import {unknownWord} from '../command-failure.ts';
import {bashCompletion} from './bash-completion.ts';
import {fishCompletion} from './fish-completion.ts';
import {type Shell, shells} from './shells.ts';
import {zshCompletion} from './zsh-completion.ts';

const scripts: Readonly<Record<Shell, () => string>> = {
	bash: bashCompletion,
	zsh: zshCompletion,
	fish: fishCompletion,
};

/** `kdiag completion SHELL`: the script for that shell. */
export const completionScript = (shell: string): string => {
	const known = shells.find((name) => name === shell);
	if (known === undefined) {
		throw unknownWord('completion for the shell', shell, shells, 'kdiag help completion');
	}
	return scripts[known]();
};
