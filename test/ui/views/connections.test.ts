import {describe, expect, test} from 'vitest';
import {contextOf} from '../../../source/ui/compose.ts';
import {frameOf} from '../../../source/ui/frame.ts';
import {spotShown} from '../../../source/ui/model.ts';
import {findRow} from '../../../source/ui/rows.ts';
import {createPen} from '../../../source/ui/span.ts';
import {connectionsView} from '../../../source/ui/views/connections.ts';
import {alteredScene, hostileName, unsafe} from '../../support/altered-scene.ts';
import {manySockets, socketOf} from '../../support/many-sockets.ts';
import {afterKeys, frameText, modelOf, recordedScene} from '../../support/screen.ts';

const rules = ['too-few-peers', 'connection-summary'];

const member = await recordedScene(['nodes/healthy-cp1.kdiag.json.gz'], rules);
const worker = await recordedScene(['nodes/healthy-w1.kdiag.json.gz'], rules);
const size = {columns: 80, rows: 24};
const connections = {screen: 'connections'} as const;
const etcd = member.report.conclusions[0]?.etcd ?? null;

describe('the connections', () => {
	test.each([
		[40, 12],
		[80, 24],
		[140, 40],
	])('of an etcd member at %d columns and %d rows', async (columns, rows) => {
		await expect(frameText(modelOf(member, {columns, rows}, connections))).toMatchFileSnapshot(
			`frames/connections-${columns}.txt`,
		);
	});

	test('of a node without etcd', async () => {
		await expect(frameText(modelOf(worker, size, connections))).toMatchFileSnapshot('frames/connections-worker-80.txt');
	});

	test('the cursor begins at the first peer; Enter lists its connections and then shows the output line', () => {
		const opened = afterKeys(modelOf(member, size), '3');
		expect(frameText(opened)).toMatch(/> \+ connected +192\.168\.56\.12 +7 +>=1/);
		const listed = afterKeys(opened, 'enter');
		const text = frameText(listed);
		expect(text).toContain('with the etcd peer 192.168.56.12: 7');
		expect(text.match(/ESTABLISHED .*192\.168\.56\.12:/g)).toHaveLength(7);
		const {screen, subject, line = 0} = spotShown(afterKeys(listed, 'enter').state);
		expect({screen, subject}).toEqual({screen: 'raw', subject: 'netstat -npa'});
		const netstat = member.inspections
			.get('cp1')
			?.captures.flatMap(({parts}) => parts)
			.find(({name}) => name === subject);
		expect(netstat?.text.split('\n')[line - 1]).toContain('192.168.56.12:');
		expect(spotShown(afterKeys(listed, 'escape').state).subject).toBeUndefined();
	});

	test('a sign of how many members there are opens where it stands', () => {
		const model = afterKeys(modelOf(member, size), '3', '/', ...'initial-cluster', 'enter', 'o');
		expect(spotShown(model.state)).toMatchObject({subject: '/etc/kubernetes/manifests/etcd.yaml', line: 21});
	});

	const withPeers = (byAddress: readonly {address: string; count: number}[], sign: string, isKnown = true) =>
		alteredScene(member, {
			etcd: etcd && {
				...etcd,
				connectionsKnown: isKnown,
				peers: {count: 0, byAddress},
				expected: [{sign, members: 3, addresses: ['192.168.56.12'], at: {source: 'netstat -npa', line: 4}}],
			},
		});

	test('a member that is tried and does not answer is missed; one that etcd was only started with may have left', () => {
		const tried = withPeers([], 'attempts to connect to the peer port');
		expect(frameText(modelOf(tried, size, connections))).toMatch(/x no answer +192\.168\.56\.12 +0 +>=1/);
		const started = withPeers([], 'etcd --initial-cluster');
		expect(frameText(modelOf(started, size, connections))).toMatch(/i not seen +192\.168\.56\.12 +0/);
		const unknown = withPeers([], 'attempts to connect to the peer port', false);
		expect(frameText(modelOf(unknown, size, connections))).toMatch(/\? unknown +192\.168\.56\.12 +\?/);
	});

	test('clients are counted by address with the programs at their ends', () => {
		expect(frameText(modelOf(member, size, connections))).toMatch(/127\.0\.0\.1 +62 #{20} kube-apiserver 62/);
	});

	test('a connection of which both ends are on the node is counted once', () => {
		const ends = [
			socketOf({localAddress: '127.0.0.1', localPort: 6443, remoteAddress: '127.0.0.1', remotePort: 40000}),
			socketOf({localAddress: '127.0.0.1', localPort: 40000, remoteAddress: '127.0.0.1', remotePort: 6443}),
		];
		const scene = alteredScene(worker, {}, {connections: ends, listeners: [socketOf({state: 'LISTEN'})]});
		const text = frameText(modelOf(scene, size, connections));
		expect(text).toMatch(/6443\/tcp +1 #+ kube-apiserver {2}ESTABLISHED 1/);
		expect(text).not.toContain('OUT OF THIS NODE');
		expect(text).toContain('all 2 connections');
	});

	test('an address that netstat cut off is shown as cut off', () => {
		const cut = socketOf({remoteAddress: 'fd00:10:96:0:aaaa', remotePort: null, localPort: 5000, truncated: true});
		const scene = alteredScene(worker, {}, {connections: [cut], listeners: []});
		expect(frameText(modelOf(scene, {columns: 140, rows: 40}, connections))).toContain('fd00:10:96:0:aaaa (cut off)');
	});

	test('what is not known is not shown as nothing', () => {
		const scene = alteredScene(worker, {etcd: null}, {connections: null});
		const text = frameText(modelOf(scene, size, connections));
		expect(text).toContain('? Whether etcd runs here is not known.');
		expect(text).toContain('? What connections there are is not known.');
		expect(frameText(modelOf(alteredScene(member, {}, null), size, connections))).toContain('read again');
	});

	test('a group that is there no more says so', () => {
		const target = {screen: 'connections', subject: 'peer 10.9.9.9'} as const;
		expect(frameText(modelOf(member, size, target))).toContain('There is no such connection now.');
	});

	test.each([true, false])('programs of any name stay harmless (ascii %s)', (ascii) => {
		const sockets = [socketOf({program: hostileName, localPort: 5000, state: hostileName})];
		const scene = alteredScene(worker, {}, {connections: sockets, listeners: []});
		for (const target of [connections, {screen: 'connections', subject: 'all'} as const]) {
			const model = modelOf(scene, {columns: 140, rows: 40}, target);
			const text = frameText({...model, terminal: {...model.terminal, pen: createPen(ascii)}});
			expect(text).toContain(String.raw`ev\e[8m\x07il\nX\u{202E}`);
			for (const line of text.trimEnd().split('\n')) {
				expect(line).not.toMatch(unsafe);
			}
		}
	});

	describe('50,000 of them', () => {
		const count = 50_000;
		let made = 0;
		const many = manySockets(count, () => {
			made += 1;
		});
		const scene = alteredScene(worker, {}, {connections: many, listeners: []});
		const rowsMadeBy = (run: () => unknown): number => {
			made = 0;
			run();
			return made;
		};

		test('are opened, scrolled and searched by making the rows in sight', () => {
			let model = modelOf(scene, size, {screen: 'connections', subject: 'all'});
			expect(rowsMadeBy(() => frameOf(model))).toBeLessThan(2 * size.rows);
			for (const key of ['j', 'G', 'pageup', 'g', 'ctrl-d', 'k']) {
				const rows = rowsMadeBy(() => {
					model = afterKeys(model, key);
					frameOf(model);
				});
				expect(rows, key).toBeLessThan(3 * size.rows);
			}
			const rows = rowsMadeBy(() => {
				model = afterKeys(model, '/', ...'10.1.195.79:', 'enter');
				frameOf(model);
			});
			expect(rows).toBeLessThan(3 * size.rows);
			expect(frameText(model)).toContain('50000 of 50000');
		});

		test('are grouped without a row of any but those in sight', () => {
			const model = modelOf(scene, size, connections);
			expect(rowsMadeBy(() => frameOf(model))).toBeLessThan(2 * size.rows);
			expect(frameText(afterKeys(model, 'G'))).toContain('all 50000 connections');
		});

		test('the cursor stays on a connection when others come before it', () => {
			const before = afterKeys(modelOf(scene, size, {screen: 'connections', subject: 'all'}), 'j', 'j', 'j');
			const newer = alteredScene(worker, {}, {connections: [socketOf({remotePort: 1}), ...many], listeners: []});
			expect(frameText({...before, scene: newer})).toContain('5 of 50001');
		});

		test('what a search finds is what is shown', () => {
			const {rows} = connectionsView(contextOf(modelOf(scene, size, {screen: 'connections', subject: 'all'})));
			const shown = rows
				.at(7)
				.line.map(({text}) => text)
				.join('');
			expect(shown.replaceAll(/ +/g, ' ').trim()).toBe(rows.textAt?.(7));
			expect(findRow(rows, '10.1.0.7', 0, 1)).toBe(7);
		});
	});
});
