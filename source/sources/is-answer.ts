import {type Input, inputId} from '../model/input.ts';
import type {PastedPiece} from './recognise-paste.ts';

/** IPv4, IPv6, or both. */
type Family = 4 | 6 | null;

const commandFamily = (argv: readonly string[]): Family => {
	const [program = '', ...words] = argv;
	if (/^ip6?tables/.test(program)) {
		return program.startsWith('ip6') ? 6 : 4;
	}
	if (program !== 'ip') {
		return null;
	}
	if (words.includes('-6')) {
		return 6;
	}
	// Without a family `ip route` and `ip rule` show IPv4, all others both (ip(8)).
	const routes = words.some((word) => /^(?:r|ro|route|ru|rule)$/.test(word));
	return routes || words.includes('-4') ? 4 : null;
};

/** Formats of which one node has a table for each family, so that a paste without its command must be told apart by its addresses. */
const perFamily: ReadonlySet<string> = new Set(['iptables-save', 'iptables-list', 'ip-route', 'ip-rule']);

const hasIpv6 = (text: string): boolean =>
	/(?:^|[\s=])(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}(?:\/\d|[\s,]|$)/m.test(text);

const hasIpv4 = (text: string): boolean => /(?:^|[\s=])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?:\/\d|[\s,:]|$)/m.test(text);

const pieceFamily = (piece: PastedPiece): Family => {
	if (piece.commands.length > 0) {
		const families = new Set(piece.commands.map(({argv}) => commandFamily(argv)));
		return families.size === 1 ? ([...families][0] ?? null) : null;
	}
	if (!perFamily.has(piece.format ?? '')) {
		return null;
	}
	const text = piece.rows
		.slice(0, 2000)
		.map((row) => row.text)
		.join('\n');
	return hasIpv6(text) && !hasIpv4(text) ? 6 : 4;
};

/** The legacy tables of iptables stand beside the others; only the command tells which were printed. */
const isLegacy = (argv: readonly string[]): boolean => argv[0]?.includes('-legacy') === true;

const isCommandAnswer = (piece: PastedPiece, argv: readonly string[]): boolean => {
	if (!perFamily.has(piece.format ?? '')) {
		return true;
	}
	const wanted = commandFamily(argv);
	const found = wanted === null ? null : pieceFamily(piece);
	const legacy = piece.commands.some((command) => isLegacy(command.argv));
	return (found === null || found === wanted) && legacy === isLegacy(argv);
};

const isKernelFile = (path: string): boolean => path.startsWith('/proc/') || path.startsWith('/sys/');

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/**
 * Whether a piece is what an input asks for: of its format, and not the table of the other address family, nor another of the kernel's tables
 * of the same shape, nor another resolv.conf, where the paste shows which one it is.
 */
export const isAnswer = (piece: PastedPiece, input: Input): boolean => {
	if (piece.format === null) {
		return piece.answers === inputId(input);
	}
	if (piece.format !== input.format) {
		return false;
	}
	if ('run' in input) {
		return isCommandAnswer(piece, input.run);
	}
	if (!('file' in input) || piece.path === null) {
		return true;
	}
	if (isKernelFile(input.file)) {
		return nameOf(piece.path) === nameOf(input.file);
	}
	return piece.format !== 'resolv-conf' || !piece.path.startsWith('/') || piece.path === input.file;
};
