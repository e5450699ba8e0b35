import type {Capture} from '../model/capture.ts';
import {defineCollector, type KnownFacts} from '../model/collector.ts';
import type {CniConfigs} from '../model/facts/cni.ts';
import type {Input} from '../model/input.ts';
import {parseCniConfig} from './cni-config.ts';
import {unavailable} from './gaps.ts';
import {listedFolder} from './listed-folder.ts';
import {distinctParts, parseParts} from './read-parts.ts';

const loaded = /\.(?:conf|conflist|json)$/;

/** MicroK8s writes its own variables into containerd's configuration. */
const expand = (directory: string): string => directory.replace(/^\$\{SNAP_DATA\}/, '/var/snap/microk8s/current');

const folderOf = (known: KnownFacts): string => {
	const directory = expand(known.containerdConfig?.confDir.value ?? '/etc/cni/net.d').replace(/(?<=.)\/$/, '');
	return directory.startsWith('/') ? directory : '/etc/cni/net.d';
};

const byName = (a: {readonly file: string}, b: {readonly file: string}): number =>
	Buffer.compare(Buffer.from(a.file), Buffer.from(b.file));

const listing = (directory: string): Input => ({run: ['ls', '-l', directory], format: 'ls'});

/** What only a listing shows, where the folder itself could not be read: that it is missing or holds nothing that is loaded. */
const fromListing = (capture: Capture | undefined, directory: string): CniConfigs | null => {
	const listed = listedFolder(capture, directory);
	const isEmpty = listed !== null && (listed === 'missing' || !listed.some(({name}) => loaded.test(name)));
	return isEmpty ? {directory, exists: listed !== 'missing', files: [], others: othersOf(capture, directory)} : null;
};

const othersOf = (capture: Capture | undefined, directory: string): CniConfigs['others'] => {
	const listed = listedFolder(capture, directory);
	return listed === null || listed === 'missing'
		? []
		: listed
				.filter(({name, type}) => type !== 'directory' && !loaded.test(name))
				.map(({name, at}) => ({file: name, at}));
};

/**
 * The runtime's CNI configuration folder. It loads files that end in .conf, .conflist and .json, in the byte-wise order of their names
 * (https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/network-plugins/). What else lies there may hold a token and is
 * only listed.
 */
export const cniConfigs = defineCollector({
	fact: 'cniConfigs',
	title: 'CNI configuration',
	after: ['containerdConfig'],
	inputs: (known) => [
		{directory: folderOf(known), match: '*.{conf,conflist,json}', format: 'cni-config'},
		listing(folderOf(known)),
	],
	collect: ([folder, list], known) => {
		const directory = folderOf(known);
		if (folder === undefined || folder.failure !== null) {
			const listed = fromListing(list, directory);
			if (listed !== null) {
				return {value: listed, unparsed: [], partial: list?.partial ?? null};
			}
			return folder?.failure?.kind === 'missing'
				? {value: {directory, exists: false, files: [], others: []}, unparsed: [], partial: null}
				: unavailable(folder?.failure ?? {kind: 'not-recorded', detail: `${directory} was not read`, remedy: null});
		}
		const {value, unparsed} = parseParts(distinctParts([folder]), parseCniConfig);
		const configs: CniConfigs = {
			directory,
			exists: true,
			files: value.toSorted(byName),
			others: othersOf(list, directory).toSorted(byName),
		};
		return {value: configs, unparsed, partial: folder.partial};
	},
});
