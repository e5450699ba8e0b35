/** A source of numbers that gives the same ones for the same seed. */
export type Random = {
	readonly below: (n: number) => number;
	readonly pick: <T>(items: readonly T[]) => T;
	readonly chance: (probability: number) => boolean;
};

/** Mulberry32: small, good enough to choose rules. */
export const createRandom = (seed: number): Random => {
	let state = seed >>> 0;
	const next = (): number => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = Math.imul(state ^ (state >>> 15), state | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
	};
	const below = (n: number): number => Math.floor(next() * n);
	return {below, pick: (items) => items[below(items.length)] as never, chance: (probability) => next() < probability};
};

/** Addresses, interfaces and ports that rules and packets are made of. */
export type Vocabulary = {
	readonly sources: readonly string[];
	readonly destinations: readonly string[];
	readonly ranges: readonly string[];
	readonly spans: readonly string[];
	readonly ports: readonly number[];
	/** Whether rules stand in a table of both families. */
	readonly inet?: boolean;
};

const iptablesMatch = (random: Random, words: Vocabulary, chain: string): string => {
	const not = random.chance(0.25) ? '! ' : '';
	const [first = 0, last = 0] = [random.pick(words.ports), random.pick(words.ports)].sort((a, b) => a - b);
	const mark = random.below(4);
	const matches = [
		`${not}-s ${random.pick([...words.sources, ...words.ranges])}`,
		`${not}-d ${random.pick([...words.destinations, ...words.ranges])}`,
		`-p udp -m udp ${not}--dport ${first}`,
		`-p udp -m udp ${not}--dport ${first}:${last}`,
		`-p udp -m multiport ${not}--dports ${first},${last}:${last + 1}`,
		`${not}-p ${random.pick(['udp', 'tcp'])}`,
		`-m conntrack ${not}--ctstate ${random.pick(['NEW', 'RELATED,ESTABLISHED', 'INVALID', 'NEW,ESTABLISHED'])}`,
		`-m mark ${not}--mark 0x${mark}/0x3`,
		`-m connmark ${not}--mark 0x${mark}/0x3`,
		`-m addrtype ${not}--dst-type ${random.pick(['LOCAL', 'UNICAST', 'MULTICAST'])}`,
		`-m addrtype ${not}--src-type ${random.pick(['LOCAL', 'UNICAST'])}`,
		`-m iprange ${not}--src-range ${random.pick(words.spans)}`,
		'-m comment --comment "a -j DROP in a comment"',
		// These two always match here, which nobody can tell from the rules.
		...(random.chance(0.1)
			? ['-m limit --limit 10000/sec --limit-burst 10000', '-m statistic --mode random --probability 0.5']
			: []),
		...(chain === 'OUTPUT' || chain === 'POSTROUTING'
			? []
			: [`${not}-i ${random.pick(['west', 'east', 'we+', 'lo'])}`]),
		...(chain === 'INPUT' || chain === 'PREROUTING' ? [] : [`${not}-o ${random.pick(['west', 'east', 'ea+', 'lo'])}`]),
	];
	return random.pick(matches);
};

const iptablesTarget = (random: Random, chain: string, table: string, below: readonly string[]): string => {
	const user = below.length > 0 && random.chance(0.35) ? random.pick(below) : null;
	if (user !== null) {
		return `${random.chance(0.25) ? '-g' : '-j'} ${user}`;
	}
	const reject = table === 'filter' && !chain.endsWith('ROUTING') ? ['REJECT --reject-with icmp-port-unreachable'] : [];
	const marks =
		table === 'mangle'
			? [
					'MARK --set-xmark 0x1/0x1',
					'MARK --set-xmark 0x2/0x3',
					'MARK --or-mark 0x2',
					'CONNMARK --save-mark',
					'CONNMARK --restore-mark',
				]
			: [];
	const untrack = table === 'raw' ? ['CT --notrack'] : [];
	return `-j ${random.pick(['ACCEPT', 'DROP', 'RETURN', 'DROP', 'ACCEPT', ...reject, ...marks, ...marks, ...untrack])}`;
};

const iptablesTable = (random: Random, words: Vocabulary, table: string, hooks: readonly string[]): string => {
	// Rules for user chains are made for every hook at once, so they name no interface.
	const users = table === 'filter' ? ['one', 'two', 'three'] : ['four'];
	const isPolicyDrop = (): boolean => table === 'filter' && random.chance(0.2);
	const lines = [`*${table}`, ...hooks.map((hook) => `:${hook} ${isPolicyDrop() ? 'DROP' : 'ACCEPT'} [0:0]`)];
	lines.push(...users.map((user) => `:${user} - [0:0]`));
	const rule = (chain: string, kind: string, below: readonly string[]): string => {
		const count = 1 + random.below(2);
		const found = Array.from({length: count}, () => iptablesMatch(random, words, kind));
		const kinds = new Set(
			found.map((match) =>
				match
					.replace('! ', '')
					.split(' ')
					.slice(0, 2)
					.join(' ')
					.replace(/^(-[a-z]) .*/, '$1'),
			),
		);
		const matches =
			kinds.size === found.length && !(found.length > 1 && found.every((match) => match.includes('-p ')))
				? found
				: found.slice(0, 1);
		return `-A ${chain} ${matches.join(' ')} ${iptablesTarget(random, kind, table, below)}`;
	};
	for (const [index, user] of users.entries()) {
		const kind = table === 'filter' ? 'user' : 'PREROUTING';
		lines.push(
			...Array.from({length: random.below(4)}, () =>
				rule(user, kind === 'user' ? 'ROUTING' : kind, users.slice(index + 1)),
			),
		);
	}
	for (const hook of hooks) {
		lines.push(...Array.from({length: random.below(5)}, () => rule(hook, hook, users)));
	}
	return [...lines, 'COMMIT', ''].join('\n');
};

/** A random rule set as iptables-restore takes it. */
export const randomIptables = (random: Random, words: Vocabulary): string =>
	[
		random.chance(0.3) ? iptablesTable(random, words, 'raw', ['PREROUTING']) : '',
		random.chance(0.5) ? iptablesTable(random, words, 'mangle', ['PREROUTING', 'FORWARD']) : '',
		iptablesTable(random, words, 'filter', ['INPUT', 'FORWARD', 'OUTPUT']),
	].join('');

const nftMatch = (random: Random, words: Vocabulary, ip: 'ip' | 'ip6'): string => {
	const not = random.chance(0.25) ? '!= ' : '';
	const [first = 0, last = 0] = [random.pick(words.ports), random.pick(words.ports)].sort((a, b) => a - b);
	const range = first === last ? `${first}` : `${first}-${last}`;
	return random.pick([
		`${ip} saddr ${not}${random.pick([...words.sources, ...words.ranges])}`,
		`${ip} daddr ${not}${random.pick([...words.destinations, ...words.ranges])}`,
		`${ip} saddr ${not}@clients`,
		`${ip} saddr ${not}{ ${random.pick(words.sources)}, ${random.pick(words.spans)} }`,
		`udp dport ${not}${range}`,
		`tcp dport ${not}${first}`,
		`th dport ${not}{ ${[...new Set([first, last])].join(', ')} }`,
		`${ip} saddr . udp dport @pairs`,
		`meta l4proto ${not}${random.pick(['udp', 'tcp', '{ tcp, udp }'])}`,
		`ct state ${not}${random.pick(['new', 'established,related', 'invalid', '{ new, untracked }'])}`,
		`meta mark & 0x3 ${not}== ${random.below(4)}`.replace('!= ==', '!='),
		`ct mark ${not}${random.below(4)}`,
		`fib daddr type ${not}${random.pick(['local', 'unicast'])}`,
		`iifname ${not}${random.pick(['"west"', '"ea*"', '{ "west", "lo" }'])}`,
		`oifname ${not}${random.pick(['"west"', '"ea*"'])}`,
		...(words.inet === true ? [`meta nfproto ${ip === 'ip' ? 'ipv4' : 'ipv6'}`] : []),
		`${ip} daddr . meta l4proto . th dport vmap @verdicts`,
		`udp dport vmap { ${[...new Set([first, last])].map((port) => `${port} : ${random.pick(['accept', 'drop', 'jump one', 'goto two', 'continue'])}`).join(', ')} }`,
		...(random.chance(0.1) ? ['limit rate 10000/second burst 10000 packets', 'numgen random mod 2 0'] : []),
	]);
};

const nftRule = (
	random: Random,
	words: Vocabulary,
	ip: 'ip' | 'ip6',
	below: readonly string[],
	canReject: boolean,
): string => {
	const count = random.below(3);
	// nft takes only one protocol in a rule.
	const matches = Array.from({length: count}, () => nftMatch(random, words, ip)).filter(
		(match, index, all) =>
			!/port|l4proto/.test(match) || all.findIndex((other) => /port|l4proto/.test(other)) === index,
	);
	const map = matches.find(
		(match) => match.includes('vmap') && (!/jump|goto|@verdicts/.test(match) || below.length === 3),
	);
	if (map !== undefined) {
		return map;
	}
	const plain = matches.filter((match) => !match.includes('vmap'));
	const target =
		below.length > 0 && random.chance(0.3)
			? `${random.pick(['jump', 'goto'])} ${random.pick(below)}`
			: random.pick([
					'accept',
					'drop',
					'return',
					'meta mark set meta mark | 0x1',
					'meta mark set 0x2',
					'ct mark set meta mark',
					'log prefix "x"',
					...(canReject ? ['reject'] : []),
				]);
	// Without a match a rule that ends everything leaves nothing to look at.
	return plain.length === 0 && /drop|reject|accept/.test(target)
		? `udp dport ${random.pick(words.ports)} counter ${target}`
		: `${plain.join(' ')} counter ${target}`;
};

/** A random table of nft. */
export const randomNft = (random: Random, given: Vocabulary, ip: 'ip' | 'ip6'): string => {
	const family = random.pick([ip, 'inet']);
	const words = {...given, inet: family === 'inet'};
	const users = ['one', 'two', 'three'];
	const lines = (below: readonly string[], most: number, canReject: boolean): string =>
		Array.from({length: random.below(most)}, () => `\t\t${nftRule(random, words, ip, below, canReject)}`).join('\n');
	const base = (hook: string): string => {
		const policy = random.chance(0.2) ? 'drop' : 'accept';
		const priority = random.pick(['filter', 'filter + 10', 'mangle', '-5']);
		return `\tchain at-${hook} {\n\t\ttype filter hook ${hook} priority ${priority}; policy ${policy};\n${lines(users, 5, hook !== 'prerouting' && hook !== 'postrouting')}\n\t}`;
	};
	const user = (name: string, index: number): string =>
		`\tchain ${name} {\n${lines(users.slice(index + 1), 3, false)}\n\t}`;
	const type = ip === 'ip' ? 'ipv4_addr' : 'ipv6_addr';
	const key = (): string => `${random.pick(words.destinations)} . udp . ${random.pick(words.ports)}`;
	const verdicts = [...new Set([key(), key(), key()])].map(
		(each) => `${each} : ${random.pick(['drop', 'accept', 'goto three'])}`,
	);
	return [
		`table ${family} sieve {`,
		`\tset clients { type ${type}; flags interval; elements = { ${random.pick(words.sources)}, ${random.pick(words.spans.slice(-1))} }; auto-merge; }`,
		`\tset pairs { type ${type} . inet_service; elements = { ${random.pick(words.sources)} . ${random.pick(words.ports)} }; }`,
		`\tmap verdicts { type ${type} . inet_proto . inet_service : verdict; elements = { ${verdicts.join(', ')} }; }`,
		// nft needs a chain before the one that jumps to it.
		...users.map(user).reverse(),
		...['prerouting', 'input', 'forward', 'output', 'postrouting']
			.filter((hook) => hook === 'input' || hook === 'forward' || random.chance(0.3))
			.map(base),
		'}',
		'',
	].join('\n');
};
