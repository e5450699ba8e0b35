import type {Part} from '../model/capture.ts';
import {defineCollector} from '../model/collector.ts';
import type {NftTable} from '../model/facts/nftables.ts';
import {failedReading} from './failed-reading.ts';
import {partialOf} from './gaps.ts';
import {managedTables, type NftText, readNft} from './nft.ts';
import {nftJsonFormat, parseNftJson} from './nft-json.ts';
import {markManaged} from './nft-managed.ts';
import {notUnderstood} from './not-understood.ts';
import {distinctParts} from './read-parts.ts';

const read = (part: Part): NftText =>
	nftJsonFormat.recognise(part.text) > 0 ? {...parseNftJson(part), managed: new Set<string>()} : readNft(part);

/** Each table once; several pasted pieces may show the same. */
const distinct = (tables: readonly NftTable[]): readonly NftTable[] => {
	const seen = new Map<string, NftTable>();
	for (const table of tables) {
		const key = `${table.family} ${table.name}`;
		seen.set(key, seen.get(key) ?? table);
	}
	return [...seen.values()];
};

/** The tables of nft. JSON comes first: comments and names cannot forge lines in it. */
export const nftables = defineCollector({
	fact: 'nftables',
	title: 'Tables of nft',
	after: ['iptables'],
	isReadAtOnce: true,
	inputs: () => [
		[
			{run: ['nft', '-j', 'list', 'ruleset'], gate: 'nf_tables', format: 'nft-json'},
			{run: ['nft', 'list', 'ruleset'], gate: 'nf_tables', format: 'nft'},
		],
	],
	collect: (captures, known) => {
		const [capture] = captures;
		if (capture?.failure?.kind === 'gated') {
			// The kernel part of nft is not there, so it holds no tables.
			return {value: [], unparsed: []};
		}
		if (capture === undefined || capture.failure !== null) {
			return failedReading(capture);
		}
		const texts = distinctParts(captures).map(read);
		const warned = new Set([...managedTables(capture.stderr), ...texts.flatMap((text) => [...text.managed])]);
		const unparsed = texts.flatMap((text) => text.unparsed);
		return {
			value: markManaged(distinct(texts.flatMap((text) => text.value)), warned, known.iptables),
			unparsed,
			partial: partialOf(captures) ?? notUnderstood(unparsed),
		};
	},
});
