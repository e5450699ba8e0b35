import {readPaste} from '../sources/read-paste.ts';
import {commandFailure} from './command-failure.ts';

/** The text of one file, or of standard input for `-`, decoded whatever its encoding. */
export const readInput = async (file: string): Promise<{readonly name: string; readonly text: string}> => {
	const {files, unrecognised} = await readPaste(file);
	const [first] = files;
	if (first === undefined) {
		throw commandFailure(66, `${file}: expected ${unrecognised[0]?.expected ?? 'a file'}`);
	}
	return first;
};
