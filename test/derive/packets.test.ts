import {expect, test} from 'vitest';
import {drawConclusions, knownValue} from '../../source/analyzer/draw-conclusions.ts';
import type {Readings} from '../../source/analyzer/read-facts.ts';
import {derivations} from '../../source/derive/index.ts';
import {packets} from '../../source/derive/packets.ts';
import type {PacketWay} from '../../source/model/conclusions.ts';
import {iptablesOf} from '../support/packet-filter.ts';
import {recordedSnapshot} from '../support/recorded-snapshot.ts';

const conclusions: ReadonlySet<string> = new Set(derivations.map(({conclusion}) => conclusion));

/** The ways of packets on a recorded node, some of whose facts are other ones. */
const waysOn = async (node: string, change: (readings: Readings) => Readings = (same) => same) => {
	const {knowledge} = await recordedSnapshot(`nodes/healthy-${node}.kdiag.json.gz`);
	const readings = Object.fromEntries(Object.entries(knowledge).filter(([name]) => !conclusions.has(name))) as Readings;
	return knownValue(drawConclusions(change(readings), derivations), 'packets') ?? null;
};

const verdicts = (ways: readonly PacketWay[] | null): readonly string[] => [
	...new Set((ways ?? []).map(({verdict}) => verdict)),
];

const withRules =
	(rules: string) =>
	(readings: Readings): Readings => ({
		...readings,
		iptables: {status: 'ready', value: iptablesOf(rules), partial: null, sources: [], unparsed: []},
	});

test.each(['w1', 'cp1', 'dual-w1', 'nftables-w1', 'legacy-tables-w2', 'bridge-w1'])(
	'on healthy %s ports, pods and a service get through',
	async (node) => {
		const ways = await waysOn(node);
		expect(verdicts(ways)).toEqual(['accept']);
		expect(new Set((ways ?? []).map(({kind}) => kind))).toEqual(new Set(['port', 'pods', 'service']));
	},
);

test('stations are the chains in the order of the kernel, the service translated before it is forwarded', async () => {
	const [service] = ((await waysOn('w1')) ?? []).filter(({kind}) => kind === 'service');
	const hooks = service?.stations.map(({hook}) => hook) ?? [];
	expect(hooks.toSorted()).toEqual(expect.arrayContaining(['forward', 'prerouting']));
	expect(hooks.lastIndexOf('prerouting')).toBeLessThan(hooks.indexOf('forward'));
	const translation = service?.stations.find(({chain}) => chain === 'ip nat PREROUTING');
	expect(translation?.steps.map(({text}) => text.split(' ')[0])).toEqual(['packets', 'port', 'translated']);
});

test('a packet that is dropped ends at the rule that drops it', async () => {
	const rules =
		'*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A FORWARD -j DROP\nCOMMIT\n';
	const ways = await waysOn('w1', withRules(rules));
	const pods = (ways ?? []).filter(({kind}) => kind === 'pods');
	expect(verdicts(pods)).toEqual(['drop']);
	expect(pods[0]).toMatchObject({by: {line: 5}, chains: ['ip filter FORWARD']});
	expect(pods[0]?.stations.at(-1)).toMatchObject({hook: 'forward', steps: [{at: {line: 5}}]});
	expect(verdicts((ways ?? []).filter(({kind}) => kind === 'port'))).toEqual(['accept']);
});

test('where only a part of the filters is known nothing is surely accepted', async () => {
	const ways = await waysOn('w1', (readings) => {
		const {iptables} = readings;
		return iptables?.status === 'ready' ? {...readings, iptables: {...iptables, partial: 'a part'}} : readings;
	});
	expect(verdicts(ways)).toEqual(['unknown']);
});

test('without the filters nothing is said', async () => {
	const lost = {status: 'unavailable', kind: 'denied', reason: 'not readable', remedy: null} as const;
	expect(await waysOn('w1', (readings) => ({...readings, nftables: lost}))).toBeNull();
	expect(packets.needs).toContain('iptables');
});
