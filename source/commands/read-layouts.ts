import {type LayoutChange, layoutFileSchema} from '../model/layout-file.ts';
import {readSettings} from './read-settings.ts';

/** The layouts of a file (`--layout`), checked: an unknown key or a bad port is one line with its place. */
export const readLayouts = async (file: string): Promise<readonly LayoutChange[]> =>
	(await readSettings(file, layoutFileSchema)).value.layouts;
