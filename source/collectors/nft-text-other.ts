import type {NftStatement} from '../model/facts/nftables.ts';
import {isAtEnd, type NftCursor, takeIf, takeQuoted, takeText, wordAt} from './nft-cursor.ts';
import {otherStatement} from './nft-value.ts';

/** Reads a statement that is kept as text, the cursor at its first word. */
type Other = (cursor: NftCursor) => NftStatement;

/** `limit rate over 1 mbytes/second burst 3 bytes`, `limit name "l1"`. */
const limit: Other = (cursor) => {
	const words = [takeText(cursor)];
	if (wordAt(cursor) === 'name') {
		return otherStatement(`${words[0]} ${takeText(cursor)} "${takeText(cursor)}"`);
	}
	while (!isAtEnd(cursor)) {
		const word = takeText(cursor);
		words.push(word);
		if (word.includes('/')) {
			break;
		}
	}
	if (wordAt(cursor) === 'burst') {
		words.push(takeText(cursor), takeText(cursor), takeText(cursor));
	}
	return otherStatement(words.join(' '));
};

const logWords: ReadonlySet<string> = new Set(['prefix', 'group', 'snaplen', 'queue-threshold', 'level', 'flags']);

const log: Other = (cursor) => {
	const pairs = new Map<string, string>();
	cursor.at++;
	while (logWords.has(wordAt(cursor))) {
		const name = takeText(cursor);
		const isTwofold = name === 'flags' && ['tcp', 'ip'].includes(wordAt(cursor));
		pairs.set(
			name,
			isTwofold
				? `${takeText(cursor)} ${takeText(cursor)}`
				: name === 'prefix'
					? `"${takeText(cursor)}"`
					: takeText(cursor),
		);
	}
	return otherStatement(
		['log', ...[...logWords].filter((name) => pairs.has(name)).map((name) => `${name} ${pairs.get(name)}`)].join(' '),
	);
};

const quota: Other = (cursor) => {
	const words = [takeText(cursor)];
	if (wordAt(cursor) === 'name') {
		return otherStatement(`quota ${takeText(cursor)} "${takeText(cursor)}"`);
	}
	if (wordAt(cursor) === 'over' || wordAt(cursor) === 'until') {
		const word = takeText(cursor);
		words.push(...(word === 'over' ? [word] : []));
	}
	words.push(takeText(cursor), takeText(cursor));
	if (takeIf(cursor, 'used')) {
		cursor.at += 2;
	}
	return otherStatement(words.join(' '));
};

/** A list in braces as text. */
export const listText = (cursor: NftCursor): string => {
	const words: string[] = [];
	for (let depth = 0; !isAtEnd(cursor); ) {
		const word = wordAt(cursor);
		depth += word === '{' ? 1 : word === '}' ? -1 : 0;
		words.push(takeText(cursor));
		if (depth <= 0) {
			break;
		}
	}
	return words.join(' ').replaceAll(' ,', ',');
};

const setUpdate: Other = (cursor) => {
	const verb = takeText(cursor);
	const name = takeText(cursor);
	return otherStatement(`${verb} ${name} ${listText(cursor)}`);
};

const fixed =
	(count: number): Other =>
	(cursor) => {
		const words: string[] = [];
		for (let index = 0; index < count && !isAtEnd(cursor); index++) {
			words.push(takeText(cursor));
		}
		return otherStatement(words.join(' '));
	};

const duplicate: Other = (cursor) => {
	const first = fixed(3)(cursor);
	return wordAt(cursor) === 'device' && first.kind === 'other'
		? otherStatement(`${first.text} ${takeText(cursor)} ${takeText(cursor)}`)
		: first;
};

const connectionObject: Other = (cursor) => {
	const words = [takeText(cursor), takeText(cursor)];
	if (words[1] === 'count') {
		words.push(...(wordAt(cursor) === 'over' ? [takeText(cursor)] : []), takeText(cursor));
	} else {
		words.push(takeText(cursor), takeQuoted(cursor));
	}
	return otherStatement(words.join(' '));
};

const connectionObjects: ReadonlySet<string> = new Set(['count', 'helper', 'timeout', 'expectation']);

/** Statements that say nothing sure about the packet's way, by their first word (nft(8), statements). */
export const otherStatements: ReadonlyMap<string, Other> = new Map<string, Other>([
	...['add', 'update', 'delete'].map((name): [string, Other] => [name, setUpdate]),
	['limit', limit],
	['log', log],
	['quota', quota],
	['notrack', fixed(1)],
	['flow', fixed(3)],
	['xt', fixed(3)],
	['reset', fixed(4)],
	['dup', duplicate],
	['fwd', duplicate],
]);

/** `ct count over 20`, `ct helper set "ftp"`: a statement and not a look at the connection; null where it is one. */
export const connectionStatement = (cursor: NftCursor): NftStatement | null =>
	wordAt(cursor) === 'ct' && connectionObjects.has(wordAt(cursor, 1)) ? connectionObject(cursor) : null;
