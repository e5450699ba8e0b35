import {describe, expect, test, vi} from 'vitest';
import {reduce} from '../../../source/ui/reduce.ts';
import {chainNamed, manyChains} from '../../support/many-rules.ts';
import {firstNode, inspectionOf, withInspection, withoutInspection} from '../../support/scene-with.ts';
import {afterKeys, frameText, modelOf, recordedScene} from '../../support/screen.ts';

const target = {screen: 'firewall'} as const;
const scene = await recordedScene(['faults/kubelet-port-dropped'], ['input-missing-accept']);
const healthy = await recordedScene(['nodes/healthy-w2.kdiag.json.gz'], []);

const high = {columns: 100, rows: 300};

const linesOf = (frame: string, word: string): readonly string[] =>
	frame.split('\n').filter((line) => line.includes(word));

describe('the firewall', () => {
	test.each([
		[40, 12],
		[80, 24],
		[140, 40],
	])('at %d columns and %d rows', async (columns, rows) => {
		await expect(frameText(modelOf(scene, {columns, rows}, target))).toMatchFileSnapshot(
			`frames/firewall-${columns}.txt`,
		);
	});

	test('what is dropped stands first, with the line that decides', () => {
		const frame = frameText(afterKeys(modelOf(scene, {columns: 100, rows: 30}, target), 'j'));
		const packets = frame.split('\n').filter((line) => /(dropped|accepted) +(tcp|udp)/.test(line));
		expect(packets[0]).toMatch(/^> x dropped {2}tcp 192\.168\.56\.22:10250/);
		expect(packets.slice(1).every((line) => line.includes('+ accepted'))).toBe(true);
		expect(frame).toMatch(/line {2}\S.*-A INPUT .*10250.* -j DROP/);
	});

	test('Enter on what fails shows the finding, on a packet its line, on a chain its rules', () => {
		const model = modelOf(scene, high, target);
		expect(frameText(afterKeys(model, 'enter'))).toContain('this node drops new connections');
		const chain = afterKeys(model, '/', ...'KUBE-FORWARD', 'enter', 'enter');
		expect(chain.state.stack.at(-1)).toMatchObject({screen: 'chain', node: 'w2'});
		expect(frameText(chain)).toContain('KUBE-FORWARD  iptables (nft) IPv4 filter, 3 rules');
		const packet = afterKeys(model, 'j', 'o').state.stack.at(-1);
		expect(packet).toMatchObject({
			screen: 'raw',
			subject: expect.stringContaining('iptables'),
			line: expect.any(Number),
		});
	});

	test('each chain with its policy or references, rules and keeper', () => {
		const frame = frameText(modelOf(healthy, high, target));
		expect(linesOf(frame, ' FORWARD ')[0]).toMatch(/policy ACCEPT +\d+ +\d+ {2}-$/);
		expect(linesOf(frame, ' KUBE-FORWARD ')[0]).toMatch(/1 reference +3 +\d+ {2}kube-proxy/);
		expect(linesOf(frame, ' FLANNEL-FWD ')[0]).toMatch(/1 reference +2 +\d+ {2}flannel/);
		expect(linesOf(frame, ' KUBE-PROXY-CANARY ')[0]).toMatch(/unreferenced +0 +- {2}kube-proxy/);
	});

	test('tables of both backends are told apart', async () => {
		const frame = frameText(
			modelOf(await recordedScene(['nodes/healthy-legacy-tables-w2.kdiag.json.gz'], []), high, target),
		);
		expect(frame).toContain('iptables (nft) IPv4 filter');
		expect(frame).toContain('iptables (legacy) IPv4 filter');
	});

	test('nftables: own tables with hooks, sets and maps; tables that iptables shows are not there twice', async () => {
		const nft = await recordedScene(['nodes/healthy-nftables-w1.kdiag.json.gz'], []);
		const frame = frameText(modelOf(nft, {...high, columns: 140}, target));
		expect(linesOf(frame, 'filter-input ')[0]).toMatch(/filter hook input priority -?\d+, policy accept/);
		expect(linesOf(frame, '@service-ips ')[0]).toContain('map of ipv4_addr . inet_proto . inet_service : verdict');
		expect(linesOf(frame, 'nft ip kube-proxy')).toHaveLength(1);
		expect(linesOf(frame, 'nft ip filter')).toHaveLength(0);
		expect(linesOf(frame, 'iptables (nft) IPv4 filter')).toHaveLength(1);
	});

	test('a machine without Kubernetes has tables and no packets that it must accept', async () => {
		const frame = frameText(modelOf(await recordedScene(['nodes/healthy-lb1.kdiag.json.gz'], []), high, target));
		expect(frame).toContain('No packet of other nodes is known');
		expect(frame).toContain('iptables (nft) IPv4 filter');
	});

	test('rules that could not be read are unknown, with the reason', () => {
		const [node] = healthy.report.nodes;
		const readings = node?.readings.map((reading) =>
			reading.fact === 'iptables'
				? {...reading, status: 'unavailable' as const, reason: 'not permitted', remedy: 'run kdiag as root'}
				: reading,
		);
		const unread = withInspection(
			{...healthy, report: {...healthy.report, nodes: node === undefined ? [] : [{...node, readings: readings ?? []}]}},
			{iptables: null, nftables: null, packets: () => []},
		);
		const frame = frameText(modelOf(unread, {columns: 80, rows: 24}, target));
		expect(frame).toContain('What becomes of packets cannot be told.');
		expect(frame).toContain('? iptables not known: not permitted (run kdiag as root)');
		const early = {...unread, progress: {...unread.progress, passes: 0}};
		const before = frameText(modelOf(early, {columns: 80, rows: 24}, target));
		expect(before).toContain('The packet filters are being read.');
		expect(before).not.toContain('not known');
	});

	test('a node that is not kept is read again', () => {
		const model = modelOf(withoutInspection(healthy), {columns: 80, rows: 24});
		const {model: shown, wishes} = reduce(model, {kind: 'keys', names: ['5']});
		expect(wishes).toContainEqual({kind: 'inspect', node: firstNode(healthy)});
		expect(frameText(shown)).toContain(`Reading ${firstNode(healthy)} again to look into it.`);
	});

	test('a hostile chain name moves nothing', () => {
		const hostile = withInspection(healthy, {iptables: chainNamed('\u001B[2J\n\u202Ecafe\u0301 \u9632\u706B\u5899')});
		const frame = frameText(modelOf(hostile, high, target));
		expect(frame).toContain(String.raw`\e[2J\n\u{202E}cafe\u{0301} \u{9632}`);
		expect(frame).not.toMatch(/[^\n -~]/);
	});

	test('of 20,000 chains only those in sight are made, and a search makes none', () => {
		const chainOwner = vi.fn(inspectionOf(healthy).chainOwner);
		const big = withInspection(healthy, {iptables: manyChains(20_000), packets: () => [], chainOwner});
		const model = modelOf(big, {columns: 80, rows: 24}, target);
		frameText(model);
		expect(chainOwner.mock.calls.length).toBeLessThan(40);
		chainOwner.mockClear();
		const found = afterKeys(model, '/', ...'SVC-19999', 'enter');
		expect(frameText(found)).toMatch(/^> {3}KUBE-SVC-19999 /m);
		expect(chainOwner.mock.calls.length).toBeLessThan(60);
	});
});
