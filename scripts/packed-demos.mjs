// The recorded nodes of `kdiag demo` and `kdiag practice` as two texts: packed together they take a third of what they take one by one.
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {brotliCompressSync, constants, gunzipSync} from 'node:zlib';

const folder = path.join(path.dirname(import.meta.dirname), 'fixtures/demo');
const suffix = '.kdiag.json.gz';

const isExercise = (file) => file.startsWith('exercise-');
const packs = {demos: (file) => !isExercise(file), exercises: isExercise};

const pack = (name) => {
	const files = readdirSync(folder)
		.filter((file) => file.endsWith(suffix) && packs[name](file))
		.sort();
	const recordings = files.map((file) => gunzipSync(readFileSync(path.join(folder, file))));
	const lengths = files.map((file, index) => [file.slice(0, -suffix.length), recordings[index].length]);
	const whole = Buffer.concat([Buffer.from(`${JSON.stringify(lengths)}\n`), ...recordings]);
	const {BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT} = constants;
	const params = {[BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS, [BROTLI_PARAM_SIZE_HINT]: whole.length};
	return brotliCompressSync(whole, {params});
};

/**
 * A plugin of esbuild: `import packed from './demos.packed'` (or `exercises`) gives bytes: brotli of a line of names and lengths, and the recordings' texts.
 * In the executable they are a file of their own: a text would be there twice, in the source and in its bytecode.
 */
export const packedDemos = ({asFile}) => ({
	name: 'packed-demos',
	setup: ({onResolve, onLoad}) => {
		onResolve({filter: /\.packed$/}, ({path: file}) => ({path: path.basename(file, '.packed'), namespace: 'packed'}));
		onResolve({filter: /\.br$/, namespace: 'packed'}, ({path: file}) => ({path: file, namespace: 'packed-file'}));
		onLoad({filter: /.*/, namespace: 'packed-file'}, ({path: file}) => ({
			contents: pack(path.basename(file, '.br')),
			loader: 'copy',
		}));
		onLoad({filter: /.*/, namespace: 'packed'}, ({path: name}) =>
			asFile
				? {
						contents: `import {readFileSync} from 'node:fs'; import file from './${name}.br'; export default readFileSync(file);`,
						resolveDir: folder,
					}
				: {contents: pack(name), loader: 'binary'},
		);
	},
});
