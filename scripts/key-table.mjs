// The table of keys of docs/screen.md.
import {keys} from '../source/ui/keys.ts';

const cell = (text) => text.replaceAll('|', '\\|');

/** Every key, what it does, and where it works. */
export const renderKeyTable = () =>
	[
		'| Key | Does | On |',
		'|---|---|---|',
		...keys.map(
			({shown, does, on}) =>
				`| \`${cell(shown)}\` | ${cell(does)} | ${on === undefined ? 'every screen' : on.join(', ')} |`,
		),
	].join('\n');
