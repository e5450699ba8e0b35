import {describe, expect, test} from 'vitest';
import {parseIptablesList} from '../../source/collectors/iptables-list.ts';
import {parseIptablesSave} from '../../source/collectors/iptables-save.ts';
import {parseNft} from '../../source/collectors/nft.ts';
import {parseNftJson} from '../../source/collectors/nft-json.ts';
import type {IptablesTable} from '../../source/model/facts/iptables.ts';
import {inNamespace} from '../support/filter-oracle.ts';
import {bareIptables, bareNft} from '../support/filter-shape.ts';
import {hostileComments, iptablesMatches, iptablesTargets} from '../support/iptables-statements.ts';
import {whyNoNamespaces} from '../support/network-namespaces.ts';
import {
	hostileNftComments,
	nftBase,
	nftEffects,
	nftMatches,
	nftTranslations,
	nftVerdicts,
} from '../support/nft-statements.ts';
import {part} from '../support/part.ts';
import {createRandom, type Random} from '../support/random-filters.ts';
import {saveText} from '../support/save-text.ts';

const why = whyNoNamespaces();
const missing = why === null ? '' : ` (skipped: ${why})`;
/** Other rule sets for each number: `KDIAG_SEED=7 npx vitest run …`. */
const shift = 1000 * Number(process.env.KDIAG_SEED ?? 0);
const seeds = [1, 2, 3, 4].map((seed) => seed + shift);

const quoted = (text: string): string => `"${text.replace(/["\\']/g, '\\$&')}"`;

const commentOf = (random: Random): string =>
	random.chance(0.6) ? `-m comment --comment ${quoted(random.pick(hostileComments))}` : '';

const chains = ['INPUT', 'OUTPUT', 'CHAIN-1', 'odd;{(#|~^$=chain'];

/** A rule that iptables-restore takes; -p before the matches that need it. */
const randomRule = (random: Random, table: 'filter' | 'nat'): string => {
	const match = random.chance(0.9) ? random.pick(iptablesMatches) : '';
	// -o is for chains behind the routing, -i for those before it.
	const chain = /(?:^| )-[io] /.test(match)
		? 'CHAIN-1'
		: random.pick(chains.filter((name) => name !== 'INPUT' || table === 'filter'));
	// A chain that jumps to itself is refused.
	const isOwn = chain !== 'INPUT' && chain !== 'OUTPUT';
	const from = iptablesTargets[table].filter((target) => !isOwn || !/CHAIN|chain/.test(target));
	return ['-A', chain, match, commentOf(random), random.pick(from)].filter(Boolean).join(' ');
};

const randomRules = (seed: number, count: number): string => {
	const random = createRandom(seed);
	const rulesOf = (table: 'filter' | 'nat'): readonly string[] =>
		Array.from({length: count}, () => randomRule(random, table));
	return [
		...['*filter', ':INPUT ACCEPT [0:0]', ':FORWARD DROP [0:0]', ':OUTPUT ACCEPT [5:6]'],
		...[':CHAIN-1 - [0:0]', ':odd;{(#|~^$=chain - [0:0]', ...rulesOf('filter'), 'COMMIT'],
		...['*nat', ':PREROUTING ACCEPT [0:0]', ':OUTPUT ACCEPT [0:0]', ':CHAIN-1 - [0:0]'],
		...[':odd;{(#|~^$=chain - [0:0]', ...rulesOf('nat'), 'COMMIT', ''],
	].join('\n');
};

const tableOf = (tables: readonly IptablesTable[], name: string): IptablesTable | undefined =>
	tables.find((table) => table.name === name);

describe.skipIf(why !== null)(`iptables says the same in every form${missing}`, () => {
	const script = (backend: string): string => `
		iptables-${backend}-restore < rules
		iptables-${backend}-save > save
		iptables-${backend}-save -c > counted
		iptables-${backend} -S > rules-S
		iptables-${backend} -L -v -n > filter-L
		iptables-${backend} -t nat -L -v -n > nat-L
	`;
	const outputs = ['save', 'counted', 'rules-S', 'filter-L', 'nat-L'];

	test.each(['nft', 'legacy'].flatMap((backend) => seeds.map((seed) => [backend, seed] as const)))(
		'%s, rules of seed %i',
		(backend, seed) => {
			const rules = randomRules(seed, 40);
			const read = inNamespace(script(backend), {rules}, outputs);
			const save = parseIptablesSave(part(read.save ?? '', 'iptables-save'));
			const counted = parseIptablesSave(part(read.counted ?? '', 'iptables-save -c'));
			expect(save.unparsed).toEqual([]);
			const filter = tableOf(save.value, 'filter');
			expect(filter?.backend, read.stderr).toBe(backend);
			expect(save.value.flatMap((table) => table.chains.flatMap((chain) => chain.rules)).length).toBe(80);
			expect(bareIptables(counted.value)).toEqual(bareIptables(save.value));

			const listed = parseIptablesList(part(read['rules-S'] ?? '', 'iptables -S'));
			expect(listed.unparsed).toEqual([]);
			expect(bareIptables(listed.value)).toEqual(bareIptables([filter as IptablesTable]));

			for (const name of ['filter', 'nat']) {
				const list = parseIptablesList(part(read[`${name}-L`] ?? '', `iptables -t ${name} -L -v -n`));
				expect(list.unparsed).toEqual([]);
				expect(bareIptables(list.value)).toEqual(bareIptables([tableOf(save.value, name) as IptablesTable]));
			}
		},
	);

	test.each(seeds)('what was read, written again and loaded, is the same: seed %i', (seed) => {
		const rules = randomRules(seed, 40);
		const first = inNamespace(script('nft'), {rules}, outputs).save ?? '';
		const {value, unparsed} = parseIptablesSave(part(first));
		expect(unparsed).toEqual([]);
		expect(value.flatMap((table) => table.chains.flatMap((chain) => chain.rules)).length).toBe(80);
		const again = saveText(value);
		const second = inNamespace(script('nft'), {rules: again}, outputs);
		const lines = (text: string): readonly string[] => text.split('\n').filter((line) => !line.startsWith('#'));
		expect(lines(second.save ?? ''), second.stderr).toEqual(lines(first));
	});

	test('a comment with newlines forges no rule', () => {
		const forged = 'a\n-A INPUT -s 10.9.9.9/32 -j DROP\nCOMMIT\n#';
		const add = `iptables-nft -A INPUT -m comment --comment "$(cat comment)" -j ACCEPT`;
		const read = inNamespace(
			`${add}; iptables-nft -A INPUT -j DROP; iptables-nft-save > save; iptables-nft -L -v -n > list`,
			{comment: forged},
			['save', 'list'],
		);
		for (const {value, unparsed} of [
			parseIptablesSave(part(read.save ?? '')),
			parseIptablesList(part(read.list ?? '')),
		]) {
			expect(unparsed).toEqual([]);
			const rules = value[0]?.chains.find((chain) => chain.name === 'INPUT')?.rules ?? [];
			expect(rules.map(({target, comment}) => ({target, comment}))).toEqual([
				{target: 'ACCEPT', comment: forged},
				{target: 'DROP', comment: null},
			]);
			expect(rules[1]?.at.line).toBe((rules[0]?.at.line ?? 0) + 4);
		}
	});
});

/** Commands that add random rules; each is loaded alone, for nft refuses some combinations. */
const randomNft = (seed: number, count: number): string => {
	const random = createRandom(seed);
	const comment = (): string => (random.chance(0.5) ? ` comment "${random.pick(hostileNftComments)}"` : '');
	const rules = Array.from({length: count}, () => {
		const parts = [
			...(random.chance(0.8) ? [random.pick(nftMatches)] : []),
			...(random.chance(0.5) ? [random.pick(nftEffects)] : []),
			random.pick(nftVerdicts),
		];
		return `add rule inet t rules ${parts.join(' ')}${comment()}`;
	});
	const translations = nftTranslations.map(([chain, text]) => `add rule inet t ${chain} ${text}${comment()}`);
	return [...rules, ...translations].join('\n');
};

describe.skipIf(why !== null)(`nft says the same as text and as JSON${missing}`, () => {
	const script = `
		nft -f base
		while IFS= read -r line; do printf '%s\\n' "$line" | nft -f - 2>/dev/null || echo refused >> refused; done < rules
		nft list ruleset > text
		nft -a list ruleset > handles
		nft -j list ruleset > json
	`;

	test.each(seeds)('rules of seed %i', (seed) => {
		const files = {base: nftBase, rules: `${randomNft(seed, 40)}\n`, refused: ''};
		const read = inNamespace(script, files, ['text', 'handles', 'json', 'refused']);
		const json = parseNftJson(part(read.json ?? ''));
		const text = parseNft(part(read.text ?? ''));
		const handles = parseNft(part(read.handles ?? ''));
		expect([...json.unparsed, ...text.unparsed, ...handles.unparsed]).toEqual([]);
		const loaded = json.value[0]?.chains.flatMap((chain) => chain.rules).length ?? 0;
		expect(loaded, read.stderr).toBeGreaterThan(30);
		expect(bareNft(text.value)).toEqual(bareNft(json.value));
		expect(bareNft(handles.value)).toEqual(bareNft(json.value));
		const handlesOf = (tables: typeof json.value) =>
			tables.flatMap((table) => table.chains.flatMap((chain) => chain.rules.map((rule) => rule.handle)));
		expect(handlesOf(handles.value)).toEqual(handlesOf(json.value));
	});
});
