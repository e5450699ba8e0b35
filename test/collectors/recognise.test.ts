import {readdirSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {formats} from '../../source/collectors/formats.ts';
import {fixtures, recordedPart} from '../support/part.ts';

const names = [
	'ip-addr',
	'ip-json',
	'ip-route',
	'ip-rule',
	'ip-neigh',
	'arp',
	'bridge-fdb',
	'bridge-link',
	'brctl-show',
	'route-n',
	'proc-net-route',
	'proc-net-fib-trie',
	'proc-net-if-inet6',
	'proc-net-ipv6-route',
	'proc-net-dev',
	'proc-net-snmp',
	'proc-net-sockstat',
	'proc-net-softnet-stat',
	'hosts',
	'resolv-conf',
	'nsswitch',
	'os-release',
	'sysctl',
	'swaps',
	'modules',
	'uname',
];

/** JSON that only serves as the oracle of a text is no format of its own. */
const files = names.flatMap((name) =>
	readdirSync(path.join(fixtures, 'commands', name))
		.filter((file) => name === 'ip-json' || file.endsWith('.txt'))
		.map((file) => [name, file] as const),
);

const best = (text: string): string | undefined =>
	formats
		.map((format) => ({name: format.name, sureness: format.recognise(text)}))
		.filter((guess) => guess.sureness >= 0.5)
		.toSorted((a, b) => b.sureness - a.sureness)[0]?.name;

test.each(files)('%s is recognised: %s', (name, file) => {
	expect(best(recordedPart(`commands/${name}/${file}`).text)).toBe(name);
});

test.each(names)('%s is in the list of formats, and parses', (name) => {
	const format = formats.find((item) => item.name === name);
	expect(format?.parse({name: 'x', text: ''}).unparsed).toEqual([]);
	expect(format?.recognise('')).toBe(0);
	expect(format?.recognise('The node is broken, please help.\nIt stopped this morning.')).toBeLessThan(0.5);
});
