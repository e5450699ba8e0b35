import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {parseIptablesSave} from '../../source/collectors/iptables-save.ts';
import {parseNftJson} from '../../source/collectors/nft-json.ts';
import type {Hook, Packet, PacketFilters, PacketVerdict} from '../../source/derive/packet.ts';
import {walkHooks} from '../../source/derive/walk-hooks.ts';
import {createPacketWalk} from '../../source/derive/walk-packet.ts';
import type {Place} from '../../source/model/place.ts';
import {
	type Datagram,
	makeNamespaceLine,
	type NamespaceLine,
	type PeerReport,
	whyNoNamespaces,
} from '../support/network-namespaces.ts';
import {part} from '../support/part.ts';
import {createRandom, type Random, randomIptables, randomNft, type Vocabulary} from '../support/random-filters.ts';

const words4: Vocabulary = {
	sources: ['10.9.1.2', '10.9.1.3', '10.9.1.4'],
	destinations: ['10.9.1.1', '10.9.1.11', '10.9.2.2', '10.9.2.3'],
	ranges: ['10.9.1.0/24', '10.9.2.0/24', '10.9.1.2/31', '10.9.0.0/16', '192.0.2.0/24'],
	spans: ['10.9.1.2-10.9.1.3', '10.9.1.3-10.9.1.200'],
	ports: [7000, 7001, 7002, 7003],
};

const words6: Vocabulary = {
	sources: ['fd09:1::2', 'fd09:1::3', 'fd09:1::4'],
	destinations: ['fd09:1::1', 'fd09:1::11', 'fd09:2::2', 'fd09:2::3'],
	ranges: ['fd09:1::/64', 'fd09:2::/64', 'fd09::/16'],
	spans: ['fd09:1::2-fd09:1::3', 'fd09:1::3-fd09:1::ff'],
	ports: [7000, 7001, 7002, 7003],
};

const localAddresses = [
	'10.9.1.1',
	'10.9.1.11',
	'10.9.2.1',
	'fd09:1::1',
	'fd09:1::11',
	'fd09:2::1',
	'127.0.0.1',
	'::1',
];

/** What is loaded into the router: text for each tool. */
type RuleSet = {readonly legacy?: string; readonly nftIptables?: string; readonly nft?: string};

/** The rules as the node's tools show them, then and now. */
type Loaded = {readonly filters: PacketFilters; readonly read: () => PacketFilters};

/** Other rule sets for each number: `KDIAG_SEED=7 npx vitest run …`. */
const shift = 1000 * Number(process.env.KDIAG_SEED ?? 0);

const why = whyNoNamespaces();
const missing = why === null ? '' : ` (skipped: ${why})`;

describe.skipIf(why !== null)(`what real packets do in namespaces is what the walk says${missing}`, () => {
	let line: NamespaceLine;
	let port = 20_000;

	beforeAll(async () => {
		line = makeNamespaceLine();
		await Promise.all([
			line.router.listen(['10.9.1.1', '10.9.1.11', 'fd09:1::1', 'fd09:1::11'], words4.ports),
			line.server.listen(['10.9.2.2', '10.9.2.3', 'fd09:2::2', 'fd09:2::3'], words4.ports),
		]);
		// The first packets of all resolve neighbours; filters must not see that.
		await exchange(line, datagrams(createRandom(1), words4, 24), 24);
		await exchange(line, datagrams(createRandom(1), words6, 24), 24);
	}, 60_000);

	afterAll(() => line?.end());

	const datagrams = (random: Random, words: Vocabulary, count: number): readonly Datagram[] =>
		Array.from({length: count}, (_, index) => ({
			id: `${++port}`,
			source: words.sources[index % 3] ?? '',
			sourcePort: port,
			destination: words.destinations[Math.floor(index / 3) % 4] ?? '',
			port: random.pick(words.ports),
		}));

	const read = (withIptables: boolean): PacketFilters => {
		const saved = [
			part(line.inRouter(['iptables-legacy-save', '-c']), 'iptables-legacy-save -c'),
			...(withIptables ? [part(line.inRouter(['iptables-nft-save', '-c']), 'iptables-nft-save -c')] : []),
		].map(parseIptablesSave);
		const nftables = parseNftJson(part(line.inRouter(['nft', '-j', 'list', 'ruleset']), 'nft -j list ruleset'));
		expect([...saved.flatMap(({unparsed}) => unparsed), ...nftables.unparsed]).toEqual([]);
		return {
			iptables: {tables: saved.flatMap(({value}) => value), warnings: []},
			nftables: nftables.value.map((table) => ({...table, managedByIptables: table.name !== 'sieve'})),
			localAddresses,
		};
	};

	const load = ({legacy, nftIptables, nft}: RuleSet): Loaded => {
		line.inRouter(['nft', 'flush', 'ruleset']);
		line.inRouter(['iptables-legacy-restore'], emptied);
		for (const [argv, text] of [
			[['iptables-legacy-restore'], legacy],
			[['iptables-nft-restore'], nftIptables],
			[['nft', '-f', '-'], nft],
		] as const) {
			if (text !== undefined) {
				line.inRouter(argv, text);
			}
		}
		return {filters: read(nftIptables !== undefined), read: () => read(nftIptables !== undefined)};
	};

	const emptied =
		'*raw\nCOMMIT\n*mangle\nCOMMIT\n*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n';

	test.each([
		['legacy iptables', 101, 14, (r: Random) => ({legacy: randomIptables(r, words4)})],
		['iptables-nft', 102, 14, (r: Random) => ({nftIptables: randomIptables(r, words4)})],
		['nft', 103, 20, (r: Random) => ({nft: randomNft(r, words4, 'ip')})],
		[
			'both iptables and nft at once',
			104,
			14,
			(r: Random) => ({
				legacy: randomIptables(r, words4),
				nftIptables: randomIptables(r, words4),
				nft: randomNft(r, words4, 'ip'),
			}),
		],
	] as const)(
		'%s',
		async (_, seed, sets, make) => {
			const random = createRandom(seed + shift);
			const seen = {accept: 0, drop: 0, reject: 0, unknown: 0};
			for (let index = 0; index < sets; index++) {
				await compare(line, make(random), datagrams(random, words4, 24), load, seen);
			}
			expect(seen.unknown).toBeLessThan((seen.accept + seen.drop + seen.reject) / 2);
			expect(Math.min(seen.accept, seen.drop)).toBeGreaterThan(30);
		},
		120_000,
	);

	test('nft with IPv6', async () => {
		const random = createRandom(105 + shift);
		const seen = {accept: 0, drop: 0, reject: 0, unknown: 0};
		for (let index = 0; index < 12; index++) {
			const keep = `table ip6 keep {\n\tchain neighbours {\n\t\ttype filter hook prerouting priority -400;\n\t}\n}\n`;
			await compare(line, {nft: keep + randomNft(random, words6, 'ip6')}, datagrams(random, words6, 24), load, seen);
		}
		expect(Math.min(seen.accept, seen.drop)).toBeGreaterThan(20);
	}, 120_000);
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

type Exchange = {readonly there: PeerReport; readonly back: PeerReport};

/** Sends datagrams and waits until as many as expected have arrived and been answered, or a second has passed. */
const exchange = async (
	line: NamespaceLine,
	list: readonly Datagram[],
	arrivals: number,
	answers = arrivals,
): Promise<Exchange> => {
	await Promise.all([line.client.clear(), line.router.clear(), line.server.clear()]);
	await line.client.send(list);
	let result: Exchange = {
		there: {received: [], answered: [], refused: []},
		back: {received: [], answered: [], refused: []},
	};
	for (let waited = 0; waited < 1000; waited += 25) {
		await pause(25);
		const [router, server, client] = await Promise.all([
			line.router.report(),
			line.server.report(),
			line.client.report(),
		]);
		result = {there: {...router, received: [...router.received, ...server.received]}, back: client};
		if (result.there.received.length >= arrivals && client.answered.length >= answers && waited >= 25) {
			break;
		}
	}
	return result;
};

const isForwarded = ({destination}: Datagram): boolean => /^(10\.9\.2|fd09:2)/.test(destination);

const packetOf = (datagram: Datagram): Omit<Packet, 'hook'> => ({
	...{
		family: datagram.source.includes(':') ? 6 : 4,
		inInterface: 'west',
		outInterface: isForwarded(datagram) ? 'east' : null,
	},
	...{source: datagram.source, destination: datagram.destination, protocol: 'udp'},
	...{sourcePort: datagram.sourcePort, destinationPort: datagram.port, state: 'NEW', mark: 0, dnat: false},
});

const replyOf = (datagram: Datagram, there: PacketVerdict): Omit<Packet, 'hook'> => {
	const packet = packetOf(datagram);
	return {
		...packet,
		...{inInterface: packet.outInterface, outInterface: 'west', source: packet.destination, destination: packet.source},
		...{sourcePort: packet.destinationPort, destinationPort: packet.sourcePort},
		// A connection that rules took out of tracking has no first packet.
		state: there.state === 'NEW' ? 'ESTABLISHED' : there.state === 'UNTRACKED' ? 'NEW' : null,
		connectionMark: there.state === 'NEW' ? there.connectionMark : null,
	};
};

type Seen = {accept: number; drop: number; reject: number; unknown: number};

const compare = async (
	line: NamespaceLine,
	rules: RuleSet,
	list: readonly Datagram[],
	load: (rules: RuleSet) => Loaded,
	seen: Seen,
): Promise<void> => {
	const {filters, read} = load(rules);
	const walk = createPacketWalk(filters);
	const hooks = (datagram: Datagram, isReply: boolean): readonly Hook[] =>
		isForwarded(datagram)
			? ['prerouting', 'forward', 'postrouting']
			: isReply
				? ['output', 'postrouting']
				: ['prerouting', 'input'];
	const said = list.map((datagram) => {
		const there = walkHooks(walk, packetOf(datagram), hooks(datagram, false));
		return {datagram, there, back: walkHooks(walk, replyOf(datagram, there), hooks(datagram, true))};
	});
	const arriving = said.filter(({there}) => there.verdict === 'accept');
	const answered = arriving.filter(({back}) => back.verdict === 'accept');
	const {there, back} = await exchange(line, list, arriving.length, answered.length);
	const received = new Set(there.received);
	const refused = new Set(back.refused);
	const replied = new Set(back.answered);
	for (const {datagram, there: verdict, back: reply} of said) {
		const {id} = datagram;
		const happened = received.has(id) ? 'accept' : refused.has(id) ? 'reject' : 'drop';
		seen[verdict.verdict] += 1;
		const story = () =>
			`${JSON.stringify(datagram)}\n${JSON.stringify(verdict, null, 1)}\n${rules.legacy ?? ''}\n${rules.nftIptables ?? ''}\n${rules.nft ?? ''}`;
		if (verdict.verdict !== 'unknown') {
			// The error that a reject sends may itself be dropped on its way out.
			const isEither = verdict.verdict === 'reject' || (verdict.verdict === 'drop' && verdict.unknowns.length > 0);
			const fits = isEither ? ['reject', 'drop'] : [verdict.verdict];
			expect(fits, story()).toContain(happened);
		}
		if (verdict.verdict === 'accept' && reply.verdict !== 'unknown') {
			seen[reply.verdict] += 1;
			expect(replied.has(id), `reply of ${story()}\n${JSON.stringify(reply, null, 1)}`).toBe(
				reply.verdict === 'accept',
			);
		}
	}
	const blocking = said
		.map(({there: verdict}) => verdict)
		.filter(({verdict, unknowns}) => (verdict === 'drop' || verdict === 'reject') && unknowns.length === 0);
	expectCounted(blocking, read());
};

const keyOf = ({source, line, path}: Place): string => `${source} ${line} ${path ?? ''}`;

/** Packets that each rule and policy has counted, by place; a rule of nft only where it has a counter. */
const counters = ({iptables, nftables}: PacketFilters): ReadonlyMap<string, number> => {
	const counted = new Map<string, number>();
	for (const chain of iptables.tables.flatMap(({chains}) => chains)) {
		for (const {at, packets} of [chain, ...chain.rules]) {
			counted.set(keyOf(at), packets ?? 0);
		}
	}
	for (const {at, statements} of nftables.flatMap(({chains}) => chains.flatMap(({rules}) => rules))) {
		const counter = statements.find((statement) => statement.kind === 'counter');
		if (counter !== undefined) {
			counted.set(keyOf(at), counter.packets);
		}
	}
	return counted;
};

/** The rule that the walk names has counted the packets that it is said to have stopped. */
const expectCounted = (verdicts: readonly PacketVerdict[], filters: PacketFilters): void => {
	const stopped = new Map<string, number>();
	for (const {by} of verdicts) {
		const key = by === null ? '' : keyOf(by);
		stopped.set(key, (stopped.get(key) ?? 0) + 1);
	}
	const counted = counters(filters);
	for (const [key, count] of stopped) {
		const packets = counted.get(key);
		if (packets !== undefined) {
			expect(packets, `packets that ${key} has counted`).toBeGreaterThanOrEqual(count);
		}
	}
};
