import {defineCollector, type KnownFacts} from '../model/collector.ts';
import type {CniBinary} from '../model/facts/cni.ts';
import {unavailable} from './gaps.ts';
import {listedFolder} from './listed-folder.ts';
import type {ListedFile} from './ls.ts';

const expand = (directory: string): string => directory.replace(/^\$\{SNAP_DATA\}/, '/var/snap/microk8s/current');

const foldersOf = (known: KnownFacts): readonly string[] => {
	const given = (known.containerdConfig?.binDirs.value ?? [])
		.map((directory) => expand(directory).replace(/(?<=.)\/$/, ''))
		.filter((directory) => directory.startsWith('/'));
	return given.length === 0 ? ['/opt/cni/bin'] : [...new Set(given)].slice(0, 8);
};

/** A link counts as executable: its own bits say so of every link, and what it leads to is not listed. */
const toBinary = ({name, mode, size, at}: ListedFile, directory: string): CniBinary => ({
	name,
	directory,
	executable: /[xst]/.test(mode.slice(0, 9)),
	size,
	at,
});

/** What lies in the runtime's CNI binary folders, by `ls -l` (https://www.cni.dev/plugins/current/). */
export const cniBinaries = defineCollector({
	fact: 'cniBinaries',
	title: 'CNI plugin binaries',
	after: ['containerdConfig'],
	inputs: (known) => foldersOf(known).map((directory) => ({run: ['ls', '-l', directory], format: 'ls'})),
	collect: (captures, known) => {
		const directories = foldersOf(known);
		const listings = directories.map((directory, index) => ({
			directory,
			capture: captures[index],
			listed:
				captures[index]?.failure?.kind === 'missing' ? ('missing' as const) : listedFolder(captures[index], directory),
		}));
		const unread = listings.filter(({listed}) => listed === null);
		const [first] = unread;
		if (first !== undefined && unread.length === listings.length) {
			const detail = `${first.directory} was not listed`;
			return unavailable(
				first.capture?.failure ?? {kind: 'not-recorded', detail, remedy: `run ls -l ${first.directory}`},
			);
		}
		const binaries = listings.flatMap(({listed, directory}) =>
			listed === null || listed === 'missing'
				? []
				: listed.filter(({type}) => type === 'file' || type === 'link').map((file) => toBinary(file, directory)),
		);
		const missing = listings.filter(({listed}) => listed === 'missing').map(({directory}) => directory);
		const partial =
			first === undefined
				? (captures.find((capture) => capture.partial !== null)?.partial ?? null)
				: `${first.directory} was not listed`;
		return {value: {binaries, directories, missing}, unparsed: [], partial};
	},
});
