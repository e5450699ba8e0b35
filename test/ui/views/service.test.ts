import {describe, expect, test} from 'vitest';
import {withInspection, withoutInspection} from '../../support/scene-with.ts';
import {afterKeys, frameText, modelOf, recordedScene} from '../../support/screen.ts';

const dns = {screen: 'service', subject: 'kube-system/kube-dns:dns'} as const;
const scene = await recordedScene(['faults/services-jump-missing'], []);
const healthy = await recordedScene(['nodes/healthy-w1.kdiag.json.gz'], []);

const high = {columns: 120, rows: 80};

describe('the way to a service', () => {
	test.each([
		[40, 12],
		[80, 24],
		[140, 40],
	])('at %d columns and %d rows', async (columns, rows) => {
		await expect(frameText(modelOf(healthy, {columns, rows}, dns))).toMatchFileSnapshot(
			`frames/service-${columns}.txt`,
		);
	});

	test('the verdict stands above the steps and below them', () => {
		const lines = frameText(modelOf(healthy, high, dns)).split('\n');
		const verdicts = lines.flatMap((line, index) =>
			line.includes('+ reachable: nothing on this node') ? [index] : [],
		);
		const steps = lines.flatMap((line, index) => (/^..(\*|v|[|`]->) /.test(line) ? [index] : []));
		expect(verdicts).toHaveLength(2);
		expect(verdicts[0]).toBeLessThan(Math.min(...steps));
		expect(verdicts[1]).toBeGreaterThan(Math.max(...steps));
	});

	test('two entrances, one way on, and an arrow aside for each endpoint', () => {
		const arrows = frameText(modelOf(healthy, high, dns))
			.split('\n')
			.flatMap((line) => /^..(\*|v|[|`]->) /.exec(line)?.[1] ?? []);
		expect(arrows).toEqual(['*', '*', 'v', '|->', '|->', 'v']);
	});

	test('Enter and o on a step show its line', () => {
		const model = afterKeys(modelOf(healthy, high, dns), '/', ...'jumps to', 'enter');
		const raw = {screen: 'raw', subject: 'iptables-save -c', line: expect.any(Number)};
		expect(afterKeys(model, 'enter').state.stack.at(-1)).toMatchObject(raw);
		expect(afterKeys(model, 'o').state.stack.at(-1)).toMatchObject(raw);
		expect(afterKeys(model, 'Y').state.stack.at(-1)?.subject).toMatch(/-A KUBE-SERVICES .*--dport 53 -j KUBE-SVC-/);
	});

	test('what is refused says so, and the other way to it is one key away', async () => {
		const model = modelOf(healthy, high, {screen: 'service', subject: 'default/web-nodeport:http'});
		const outside = afterKeys(model, '/', ...'see also', 'enter', 'enter');
		expect(outside.state.stack.at(-1)).toMatchObject({screen: 'service', subject: '30080'});
		expect(frameText(outside)).toContain('from outside');
		const back = afterKeys(outside, '/', ...'see also', 'enter', 'enter');
		expect(back.state.stack.at(-1)?.subject).toMatch(/^10\.\d+\.\d+\.\d+:80$/);
		const refused = frameText(modelOf(healthy, high, {screen: 'service', subject: 'default/nothing:http'}));
		expect(refused).toMatch(/^ x refused: this node refuses connections to it$/m);
		expect(refused).toMatch(/^ {2}= {3}x refused$/m);
	});

	test('ipvs: the virtual server is the only entrance', async () => {
		const ipvs = await recordedScene(['nodes/synthetic--ipvs-worker'], []);
		const frame = frameText(modelOf(ipvs, high, {screen: 'service', subject: '10.96.0.10:53'}));
		expect(frame).toMatch(/^ {2}\* {3}virtual server 10\.96\.0\.10:53 \(rr\)$/m);
		expect(frame).toMatch(/^ {2}\|-> translated to 10\.244\.\d+\.\d+:53, 50 % of connections$/m);
		expect(frame).toMatch(/^ {2}`-> translated to 10\.244\.\d+\.\d+:53, 50 % of connections$/m);
	});

	test('nftables: the rules in between are shown', async () => {
		const nft = await recordedScene(['nodes/healthy-nftables-w1.kdiag.json.gz'], []);
		const frame = frameText(modelOf(nft, high, dns));
		expect(frame).toContain('(nftables, by its cluster address)');
		expect(frame.match(/-> translated to/g)).toHaveLength(2);
	});

	test('what is lost stands out', () => {
		const frame = frameText(modelOf(scene, high, {screen: 'service', subject: 'default/web:http'}));
		expect(frame).toMatch(/^ x (dropped|refused): /m);
	});

	test('no such service, a node that is not kept, a machine without Kubernetes', async () => {
		const absent = {screen: 'service', subject: 'default/\u001B[2Jnope'} as const;
		const frame = frameText(modelOf(healthy, high, absent));
		expect(frame).toContain(String.raw`? no such service: no service of this node is default/\e[2Jnope`);
		expect(frameText(modelOf(withoutInspection(healthy), high, dns))).toContain('Reading w1 again to look into it.');
		const balancer = await recordedScene(['nodes/healthy-lb1.kdiag.json.gz'], []);
		expect(frameText(modelOf(balancer, high, dns))).toContain('? no such service');
	});

	test('hostile lines move nothing', () => {
		const hostile = withInspection(healthy, {
			service: () => ({
				node: 'w1',
				verdict: 'reachable',
				because: 'it is',
				services: [
					{
						name: 'a/\u202Eb\n',
						mode: 'iptables',
						protocol: 'tcp',
						clusterIp: '10.0.0.1',
						port: 80,
						nodePort: null,
						way: 'cluster',
						verdict: 'reachable',
						steps: [
							{
								text: 'enter \u001B[8m',
								endpoint: null,
								source: 'x\u0007',
								line: 1,
								quote: '\u5899 e\u0301\r\u001B]0;t\u0007',
							},
						],
					},
				],
			}),
		});
		const frame = frameText(modelOf(hostile, high, dns));
		expect(frame).toContain(String.raw`a/\u{202E}b\n`);
		expect(frame).toContain(String.raw`x\x07:1  \u{5899} e\u{0301}\r\e]0;t\x07`);
		expect(frame).not.toMatch(/[^\n -~]/);
	});
});
