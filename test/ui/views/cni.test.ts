import {describe, expect, test} from 'vitest';
import {reduce} from '../../../source/ui/reduce.ts';
import {firstNode, inspectionOf, withConclusions, withInspection, withoutInspection} from '../../support/scene-with.ts';
import {afterKeys, frameText, modelOf, recordedScene} from '../../support/screen.ts';

const target = {screen: 'cni'} as const;
const high = {columns: 120, rows: 80};
const scene = await recordedScene(
	['faults/two-calico-config-and-resolv'],
	['multiple-cni-configs', 'mtu-inconsistent'],
);
const healthy = await recordedScene(['nodes/healthy-w1.kdiag.json.gz'], ['mtu-inconsistent']);

const frameOfNode = async (source: string, rules: readonly string[] = []): Promise<string> =>
	frameText(modelOf(await recordedScene([source], rules), high, target));

describe('the pod network', () => {
	test.each([
		[40, 12],
		[80, 24],
		[140, 40],
	])('at %d columns and %d rows', async (columns, rows) => {
		await expect(frameText(modelOf(scene, {columns, rows}, target))).toMatchFileSnapshot(`frames/cni-${columns}.txt`);
	});

	test('the winning file and why, and the others as not used', () => {
		const frame = frameText(modelOf(scene, high, target));
		expect(frame).toContain(
			'used      10-calico.conflist, network k8s-pod-network: the first of 2 files in byte order',
		);
		expect(frame).toMatch(/^ {2}\/etc\/cni\/net\.d\/10-calico\.conflist {2}used;/m);
		expect(frame).toMatch(/^ {2}\/etc\/cni\/net\.d\/10-flannel\.conflist {2}not used; .*flannel, portmap$/m);
		expect(frame).toMatch(/x missing +calico, addresses by calico-ipam/);
	});

	test('a flannel node: plugins there, daemon running, MTU against the link below', () => {
		const frame = frameText(modelOf(healthy, high, target));
		expect(frame).toMatch(/\+ there +bridge, addresses by host-local/);
		expect(frame).toMatch(/\+ flanneld runs \(pid \d+\)/);
		expect(frame).toMatch(/overlay +flannel\.1 \(vxlan, takes 50 bytes of each packet\)/);
		expect(frame).toContain('MTU       + eth0 1500, less 50 is 1450; flannel.1 1450, cni0 1450');
	});

	test.each([
		[
			'nodes/healthy-bridge-w1.kdiag.json.gz',
			['used      10-bridge.conflist', 'daemon    none is needed', '+ cnio0 up'],
		],
		[
			'nodes/synthetic--calico-worker',
			['overlay   tunl0 (ipip', 'calico: config, daemon', 'calico-kubeconfig  not loaded'],
		],
		['nodes/healthy-lb1.kdiag.json.gz', ['none: there is no network configuration', 'none that is recognised']],
		['faults/leftover-calico', ['! calico: interface, chain (left over: its daemon does not run)']],
		['faults/cni-config-invalid-json', ['x not valid JSON, line 9 column 33']],
		['faults/cni0-down', ['x cni0 down']],
	])('%s', async (source, texts) => {
		const frame = await frameOfNode(source);
		for (const text of texts) {
			expect(frame).toContain(text);
		}
	});

	test('an overlay that is too large is marked by the rule that knows the exceptions', async () => {
		const frame = await frameOfNode('faults/overlay-mtu-too-large', ['mtu-inconsistent']);
		expect(frame).toMatch(/MTU {7}x eth0 1500, less 50 is 1450; flannel\.1 1500/);
		expect(frame).toContain('x error   the MTU of the pod network is too large');
	});

	test('Enter on a line of a file shows that line of it', () => {
		const model = afterKeys(modelOf(healthy, high, target), '/', ...'"name"', 'enter', 'enter');
		expect(model.state.stack.at(-1)).toMatchObject({
			screen: 'raw',
			subject: '/etc/cni/net.d/10-flannel.conflist',
			line: 2,
		});
	});

	test('a node that is not kept is read again; what is concluded of it stands there meanwhile', () => {
		const model = modelOf(withoutInspection(healthy), {columns: 80, rows: 24});
		const {model: shown, wishes} = reduce(model, {kind: 'keys', names: ['7']});
		expect(wishes).toContainEqual({kind: 'inspect', node: firstNode(healthy)});
		expect(frameText(shown)).toContain('used      10-flannel.conflist');
		expect(frameText(shown)).toContain(`Reading ${firstNode(healthy)} again to show its files.`);
	});

	test('what is not known says so', () => {
		const frame = frameText(modelOf(withConclusions(healthy, {cni: null}), high, target));
		expect(frame).toContain('? The pod network of this node is not known.');
	});

	test('hostile files and names move nothing', () => {
		const {captures, cniConfigs} = inspectionOf(healthy);
		const [file] = cniConfigs?.files ?? [];
		const path = '/etc/cni/net.d/\u001B[2J\n\u202Ee\u0301\u5899.conf';
		const [first] = captures;
		if (cniConfigs === null || file === undefined || first === undefined) {
			throw new Error('the node has a configuration');
		}
		const hostile = withInspection(healthy, {
			cniConfigs: {...cniConfigs, files: [{...file, path, cniVersion: '\u0007'}], others: []},
			captures: [{...first, parts: [{name: path, text: '{"a":\t"\u001B]52;c;x\u0007"}\n'}]}],
		});
		const frame = frameText(modelOf(hostile, high, target));
		expect(frame).toContain(String.raw`\e[2J\n\u{202E}e\u{0301}\u{5899}.conf  used; \x07;`);
		expect(frame).toContain(String.raw`{"a":\t"\e]52;c;x\x07"}`);
		expect(frame).not.toMatch(/[^\n -~]/);
	});
});
