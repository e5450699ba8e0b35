import {describe, expect, test, vi} from 'vitest';
import type {Scene} from '../../../source/model/scene.ts';
import {remember} from '../../../source/ui/remember.ts';
import {chainSubject, filterTables} from '../../../source/ui/views/filter-tables.ts';
import {chainNamed, manyRules, ruleLine} from '../../support/many-rules.ts';
import {inspectionOf, withInspection, withoutInspection} from '../../support/scene-with.ts';
import {afterKeys, frameText, modelOf, recordedScene} from '../../support/screen.ts';

const scene = await recordedScene(['faults/kubelet-port-dropped'], []);
const nft = await recordedScene(['nodes/healthy-nftables-w1.kdiag.json.gz'], []);

const targetOf = (of: Scene, id: string, chain: string) => {
	const table = filterTables(inspectionOf(of), {once: remember()}).find((each) => each.id === id);
	if (table === undefined) {
		throw new Error(`there is no table ${id}`);
	}
	return {screen: 'chain', subject: chainSubject(table, chain)} as const;
};

const input = targetOf(scene, 'iptables nft 4 filter', 'INPUT');

describe('a chain', () => {
	test.each([
		[40, 12],
		[80, 24],
		[140, 40],
	])('at %d columns and %d rows', async (columns, rows) => {
		await expect(frameText(modelOf(scene, {columns, rows}, input))).toMatchFileSnapshot(`frames/chain-${columns}.txt`);
	});

	test('a rule copies as it stands in the output, and Enter follows its jump and comes back', () => {
		const model = modelOf(scene, {columns: 140, rows: 40}, input);
		const jump = afterKeys(model, '/', ...'KUBE-FIREWALL', 'enter');
		const copied = afterKeys(jump, 'Y').state.stack.at(-1)?.subject;
		expect(copied).toMatch(/^\[\d+:\d+\] -A INPUT -j KUBE-FIREWALL$/);
		const followed = afterKeys(jump, 'enter');
		expect(frameText(followed)).toContain('KUBE-FIREWALL  iptables (nft) IPv4 filter, 1 rule\n');
		expect(frameText(followed)).toContain('2 rules of INPUT, OUTPUT lead here');
		expect(frameText(afterKeys(followed, 'escape'))).toBe(frameText(jump));
	});

	test('a rule that leads nowhere opens its line', () => {
		const drop = afterKeys(modelOf(scene, {columns: 80, rows: 24}, input), '/', ...'DROP', 'enter', 'enter');
		expect(drop.state.stack.at(-1)).toMatchObject({
			screen: 'raw',
			subject: 'iptables-save -c',
			line: expect.any(Number),
		});
	});

	test('maps of nft are followed to the chain of a service, in the text form though the output is JSON', () => {
		const model = modelOf(nft, {columns: 140, rows: 40}, targetOf(nft, 'nft ip kube-proxy', 'services'));
		expect(frameText(model)).toContain('ip daddr . meta l4proto . th dport vmap @service-ips');
		const map = afterKeys(model, 'enter');
		expect(frameText(map)).toMatch(
			/10\.96\.0\.1 \. tcp \. 443 : goto service-2QRHZV4L-default\/kubernetes\/tcp\/https/,
		);
		const service = afterKeys(map, '/', ...'default/kubernetes', 'enter', 'enter');
		expect(frameText(service)).toContain('1 rule of @service-ips leads here');
		expect(frameText(service)).toMatch(/numgen random mod 3 vmap \{ 0 : goto endpoint-/);
	});

	test('a chain without rules sends packets back', () => {
		const empty = targetOf(scene, 'iptables nft 4 filter', 'KUBE-NODEPORTS');
		expect(frameText(modelOf(scene, {columns: 80, rows: 24}, empty))).toContain(
			'1 rule of INPUT leads here; it has no rules, so packets go back',
		);
	});

	test('a chain that is gone, a node that is not kept', () => {
		const size = {columns: 80, rows: 24};
		const gone = {screen: 'chain', subject: JSON.stringify(['iptables nft 4 filter', 'GONE'])} as const;
		expect(frameText(modelOf(scene, size, gone))).toContain('This chain is there no more.');
		expect(frameText(modelOf(scene, size, {screen: 'chain'}))).toContain('This chain is there no more.');
		expect(frameText(modelOf(withoutInspection(scene), size, input))).toContain('Reading w2 again');
	});

	test('hostile names and rules move nothing', () => {
		const name = '\u001B]0;x\u0007\n\u202E\u9632\u706B\u5899';
		const hostile = withInspection(scene, {
			iptables: chainNamed(name),
			quote: () => `-A INPUT -m comment --comment "\u001B[31m\u0301\u0301" -j ${name}`,
		});
		const model = modelOf(hostile, {columns: 80, rows: 24}, targetOf(hostile, 'iptables nft 4 filter', 'INPUT'));
		expect(frameText(model)).toContain(String.raw`--comment "\e[31m\u{0301}`);
		expect(frameText(afterKeys(model, 'enter'))).toContain(String.raw` \e]0;x\x07\n\u{202E}`);
		expect(frameText(afterKeys(model, 'enter')) + frameText(model)).not.toMatch(/[^\n -~]/);
	});

	test('of 100,000 rules only those in sight are made, and a search reads no further than it finds', () => {
		const quote = vi.fn(ruleLine);
		const big = withInspection(scene, {iptables: manyRules(100_000), quote});
		const model = modelOf(big, {columns: 80, rows: 24}, targetOf(big, 'iptables nft 4 filter', 'INPUT'));
		expect(frameText(model)).toContain('1 of 100000');
		expect(quote.mock.calls.length).toBeLessThan(40);
		quote.mockClear();
		const last = afterKeys(model, 'G');
		expect(frameText(last)).toMatch(/^> 100000 +99999 > ALLOWED/m);
		expect(quote.mock.calls.length).toBeLessThan(60);
		quote.mockClear();
		const found = afterKeys(model, '/', ...'0.5000 ', 'enter');
		expect(frameText(found)).toMatch(/^> {3}5000 /m);
		expect(quote.mock.calls.length).toBeLessThan(5100);
	});
});
