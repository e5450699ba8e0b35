import {type NftCursor, takeIf, takeText, wordAt} from './nft-cursor.ts';

/** Headers whose field is one word (nft(8), payload expressions). */
const headers: ReadonlySet<string> = new Set([
	...[
		'ip',
		'ip6',
		'tcp',
		'udp',
		'udplite',
		'sctp',
		'dccp',
		'icmp',
		'icmpv6',
		'igmp',
		'ether',
		'vlan',
		'th',
		'ah',
		'esp',
	],
	...['comp', 'gre', 'geneve', 'vxlan', 'gretap', 'hbh', 'rt0', 'frag', 'dst', 'mh', 'srh', 'auth'],
]);

/** Keys of meta that stand alone; versions before 1.0 print more of them so. */
const bareMeta: ReadonlyMap<string, string> = new Map([
	...['iif', 'oif', 'iifname', 'oifname', 'iifgroup', 'oifgroup'].map((key): [string, string] => [key, key]),
	...[
		'mark',
		'skuid',
		'skgid',
		'pkttype',
		'cpu',
		'rtclassid',
		'cgroup',
		'iiftype',
		'oiftype',
		'nftrace',
		'ibrname',
		'obrname',
	].map((key): [string, string] => [key, `meta ${key}`]),
]);

const words = (cursor: NftCursor, count: number): string => {
	const taken: string[] = [];
	for (let index = 0; index < count; index++) {
		taken.push(takeText(cursor));
	}
	return taken.join(' ');
};

const familyWords: ReadonlySet<string> = new Set(['ip', 'ip6']);

const connection = (cursor: NftCursor): string => {
	const isDirected = ['original', 'reply'].includes(wordAt(cursor, 1));
	return words(cursor, isDirected ? (familyWords.has(wordAt(cursor, 2)) ? 4 : 3) : 2);
};

const fib = (cursor: NftCursor): string => {
	let text = words(cursor, 2);
	while (wordAt(cursor) === '.') {
		text += ` ${words(cursor, 2)}`;
	}
	return `${text} ${takeText(cursor)}`;
};

const withOptional = (cursor: NftCursor, text: string, names: readonly string[]): string => {
	let made = text;
	for (const name of names) {
		made += wordAt(cursor) === name ? ` ${words(cursor, 2)}` : '';
	}
	return made;
};

const hash = (cursor: NftCursor): string => {
	const text = `${takeText(cursor)} ${expression(cursor) ?? ''}`;
	return withOptional(cursor, text, ['mod', 'seed', 'offset']);
};

/** Fields of an option of TCP or IP; without one the option itself is looked for. */
const optionFields: ReadonlySet<string> = new Set([
	'kind',
	'length',
	'size',
	'count',
	'left',
	'right',
	'tsval',
	'tsecr',
	'ptr',
	'type',
	'addr',
	'value',
]);

const headerOption = (cursor: NftCursor): string => words(cursor, optionFields.has(wordAt(cursor, 3)) ? 4 : 3);

const header = (cursor: NftCursor): string => {
	const [first, second] = [wordAt(cursor), wordAt(cursor, 1)];
	if (second === 'option' && (first === 'tcp' || first === 'ip')) {
		return headerOption(cursor);
	}
	return words(cursor, 2);
};

/** One expression by its first word, or null where the word starts none. */
const primary = (cursor: NftCursor): string | null => {
	const first = wordAt(cursor);
	const bare = bareMeta.get(first);
	if (bare !== undefined) {
		cursor.at++;
		return bare;
	}
	if (headers.has(first)) {
		return header(cursor);
	}
	switch (first) {
		case 'meta': {
			const key = wordAt(cursor, 1);
			cursor.at += 2;
			return bareMeta.get(key) ?? `meta ${key}`;
		}
		case 'ct':
			return connection(cursor);
		case 'fib':
			return fib(cursor);
		case 'rt':
			return words(cursor, familyWords.has(wordAt(cursor, 1)) ? 3 : 2);
		case 'arp':
			return words(cursor, ['ip', 'ether'].includes(wordAt(cursor, 2)) ? 3 : 2);
		case 'socket':
		case 'osf':
		case 'exthdr':
			return words(cursor, 2);
		case 'ipsec':
			return words(cursor, familyWords.has(wordAt(cursor, 2)) ? 4 : 3);
		case 'numgen':
			return withOptional(cursor, words(cursor, 2), ['mod', 'offset']);
		case 'symhash':
			return withOptional(cursor, takeText(cursor), ['mod', 'offset']);
		case 'jhash':
			return hash(cursor);
		default:
			return /^@(?:ll|nh|th|ih),\d+,\d+$/.test(first) ? takeText(cursor) : null;
	}
};

const operators: ReadonlyMap<string, string> = new Map([
	...(['&', '|', '^', '<<', '>>'] as const).map((sign): [string, string] => [sign, sign]),
	...([
		['and', '&'],
		['or', '|'],
		['xor', '^'],
	] as const),
]);

/** A mask in brackets: `(fin | syn)` is `fin,syn`, as JSON lists it. */
const bracketed = (cursor: NftCursor): string => {
	const parts: string[] = [];
	for (let isLast = false; !isLast && wordAt(cursor) !== ''; ) {
		const part = takeText(cursor);
		isLast = part.endsWith(')');
		if (part !== '|') {
			parts.push(part.replace(/[()]/g, ''));
		}
	}
	return parts.join(',');
};

/** What follows an operator: an expression, a mask in brackets or a number. */
const operand = (cursor: NftCursor): string => {
	if (wordAt(cursor).startsWith('(')) {
		return bracketed(cursor);
	}
	return primary(cursor) ?? takeText(cursor);
};

/** The expression at the cursor with its concatenation and operators, or null where none starts: `meta mark & 0x4000`. */
export const expression = (cursor: NftCursor): string | null => {
	let text = primary(cursor);
	if (text === null) {
		return null;
	}
	while (takeIf(cursor, '.')) {
		text += ` . ${primary(cursor) ?? takeText(cursor)}`;
	}
	for (let sign = operators.get(wordAt(cursor)); sign !== undefined; sign = operators.get(wordAt(cursor))) {
		cursor.at++;
		text += ` ${sign} ${operand(cursor)}`;
	}
	return text;
};
