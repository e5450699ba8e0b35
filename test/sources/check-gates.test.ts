import {expect, test} from 'vitest';
import type {Gate} from '../../source/model/input.ts';
import {checkGate, type GateSurroundings} from '../../source/sources/check-gates.ts';
import {failure} from '../../source/sources/failures.ts';

type Files = Readonly<Record<string, string | 'denied'>>;
const builtIn = '/lib/modules/6.1.0/modules.builtin';
const denied = 'denied';

const around = (files: Files, isFolder: boolean | 'denied' = false): GateSurroundings => ({
	kernel: '6.1.0',
	readFile: (path) => {
		const text = files[path];
		if (text === undefined) {
			return {failure: failure('missing', `${path} does not exist`)};
		}
		return text === denied
			? {failure: failure('denied', `${path} may not be read`, 'run as root')}
			: {text, partial: null};
	},
	isFolder: () => {
		if (isFolder === denied) {
			throw Object.assign(new Error('no'), {code: 'EACCES'});
		}
		return isFolder;
	},
});

const rows: readonly (readonly [string, Gate, GateSurroundings, string | null])[] = [
	['a kernel without modules has what it has', 'nf_tables', around({}), null],
	['a loaded module', 'nf_tables', around({'/proc/modules': 'nf_tables 1 0 - Live 0x0\n'}), null],
	[
		'a module built in',
		'nf_tables',
		around({'/proc/modules': 'x 1\n', [builtIn]: 'kernel/net/netfilter/nf_tables.ko\n'}),
		null,
	],
	[
		'neither',
		'nf_tables',
		around({'/proc/modules': 'nf_tables_set 1 0\n', [builtIn]: 'kernel/x/nf_tables_offload.ko\n'}),
		'gated',
	],
	['nothing that tells what is built in', 'nf_tables', around({'/proc/modules': 'x 1\n'}), 'failed'],
	['modules that may not be listed', 'nf_tables', around({'/proc/modules': denied}), 'denied'],
	['sets that are loaded', 'ip_set', around({'/proc/modules': 'ip_set_hash_ip 1\nip_set 1 0\n'}), null],
	['sets that are not', 'ip_set', around({'/proc/modules': 'ip_set_hash_ip 1\n', [builtIn]: ''}), 'gated'],
	['a legacy table', 'legacy-iptables', around({'/proc/net/ip_tables_names': 'nat\n'}), null],
	['no legacy table', 'legacy-iptables', around({'/proc/net/ip_tables_names': ''}), 'gated'],
	['no legacy tables at all', 'legacy-iptables', around({'/proc/net/ip6_tables_names': 'nat\n'}), 'gated'],
	['legacy tables that may not be listed', 'legacy-iptables', around({'/proc/net/ip_tables_names': denied}), 'denied'],
	['a legacy table of IPv6', 'legacy-ip6tables', around({'/proc/net/ip6_tables_names': 'filter\n'}), null],
	['systemd', 'systemd', around({}, true), null],
	['no systemd', 'systemd', around({}, false), 'gated'],
	['a folder that may not be looked at', 'systemd', around({}, 'denied'), 'denied'],
];

test.each(rows)('%s: %s', async (_, gate, surroundings, kind) => {
	expect((await checkGate(gate, surroundings))?.kind ?? null).toBe(kind);
});

test('a closed gate says what it means, an undecided one what would help', async () => {
	const closed = await checkGate('nf_tables', around({'/proc/modules': '', [builtIn]: ''}));
	expect(closed?.detail).toBe(
		'nf_tables is neither loaded nor built in, so its tables are empty; kdiag does not load it',
	);
	const undecided = await checkGate('legacy-iptables', around({'/proc/net/ip_tables_names': denied}));
	expect(undecided).toEqual({
		kind: 'denied',
		detail: 'whether there are legacy tables cannot be told: /proc/net/ip_tables_names may not be read',
		remedy: 'run as root',
	});
});
