import type {Capture, Part} from '../model/capture.ts';
import {type Collected, defineCollector, type InputSlot, type KnownFacts} from '../model/collector.ts';
import type {LogLine, LogTail} from '../model/facts/kubernetes.ts';
import type {Input} from '../model/input.ts';
import type {Unparsed} from '../model/place.ts';
import {failedReading} from './failed-reading.ts';
import {journalFormat, parseJournal} from './journal.ts';
import {readLog} from './log.ts';
import {toInteger} from './socket-endpoint.ts';

/** Lines kept of each log: what happened last. */
const lineLimit = 1000;

/** Restarts of a container that still matter. */
const restartLimit = 2;

/** Namespaces of the parts that make a node's network (the folders begin with the pod's namespace). */
const namespaces = [
	'kube-system',
	'kube-flannel',
	'calico-system',
	'calico-apiserver',
	'tigera-operator',
	'cilium',
	'cilium-system',
	'weave',
	'metallb-system',
	'multus',
	'ovn-kubernetes',
	'openshift-multus',
	'openshift-ovn-kubernetes',
	'openshift-sdn',
	'istio-system',
] as const;

/** Units whose journal holds what the node's parts say, where they are installed. */
const journalUnits = [
	'crio',
	'docker',
	'k3s',
	'k3s-agent',
	'rke2-server',
	'rke2-agent',
	'k0scontroller',
	'k0sworker',
	'snap.microk8s.daemon-kubelite',
	'snap.microk8s.daemon-containerd',
] as const;

/** Parts that a cluster set up without kubeadm may run as plain programs with a log file. */
const logFiles = ['kube-proxy', 'kube-apiserver', 'kube-scheduler', 'kube-controller-manager', 'etcd'] as const;

const journalOf = (unit: string): Input => ({
	run: ['journalctl', '-u', unit, '-o', 'json', '-n', '400', '--no-pager'],
	gate: 'systemd',
	format: 'journal',
});

const fileOf = (component: string): Input => ({file: `/var/log/${component}.log`, format: 'log'});

const inputs = ({units = []}: KnownFacts): readonly InputSlot[] => {
	const loaded = new Set(units.filter((unit) => unit.loadState === 'loaded').map((unit) => unit.name));
	return [
		[journalOf('kubelet'), fileOf('kubelet')],
		[journalOf('containerd'), fileOf('containerd')],
		...journalUnits.filter((unit) => loaded.has(`${unit}.service`)).map(journalOf),
		...logFiles.map(fileOf),
		{directory: '/var/log/pods', match: `{${namespaces.join(',')}}_*/*/*.log`},
	];
};

type Origin = Omit<LogTail, 'lines' | 'source'>;

const host = (component: string): Origin => ({
	component,
	namespace: null,
	pod: null,
	podUid: null,
	container: null,
	restart: null,
});

/** `/var/log/pods/NAMESPACE_POD_UID/CONTAINER/RESTART.log` (kubelet), else the file's own name. */
const originOf = (path: string): Origin => {
	const segments = path.split('/');
	const [folder = '', container = '', file = ''] = segments.slice(-3);
	const restart = toInteger(file.split('.')[0] ?? '');
	const [namespace, pod, podUid] = folder.split('_');
	if (namespace === undefined || pod === undefined || podUid === undefined || restart === null) {
		const name = segments.at(-1) ?? '';
		const dot = name.indexOf('.');
		return host(dot > 0 ? name.slice(0, dot) : name);
	}
	return {component: container, namespace, pod, podUid, container, restart};
};

/** The files of the last restarts of each container. */
const lastRestarts = (parts: readonly Part[]): readonly Part[] => {
	const restarts = new Map<string, number[]>();
	const folderOf = (part: Part): string => part.name.slice(0, part.name.lastIndexOf('/'));
	for (const part of parts) {
		const {restart} = originOf(part.name);
		if (restart !== null) {
			restarts.set(folderOf(part), [...(restarts.get(folderOf(part)) ?? []), restart]);
		}
	}
	const kept = new Map(
		[...restarts].map(([folder, all]) => [folder, all.sort((a, b) => b - a).slice(0, restartLimit)]),
	);
	return parts.filter((part) => {
		const {restart} = originOf(part.name);
		return restart === null || kept.get(folderOf(part))?.includes(restart) === true;
	});
};

const groupLines = <L extends LogLine>(
	lines: readonly L[],
	nameOf: (line: L) => string,
): ReadonlyMap<string, LogLine[]> => {
	const groups = new Map<string, LogLine[]>();
	for (const line of lines) {
		const name = nameOf(line);
		const group = groups.get(name) ?? [];
		group.push(line);
		groups.set(name, group);
	}
	return groups;
};

type Tails = {readonly tails: readonly LogTail[]; readonly unparsed: readonly Unparsed[]};

const fromJournal = (part: Part): Tails => {
	const {value, unparsed} = parseJournal(part);
	const tails = [...groupLines(value, ({unit}) => unit ?? 'unknown')].map(([unit, lines]) => ({
		...host(unit),
		source: part.name,
		lines: lines.slice(-lineLimit),
	}));
	return {tails, unparsed};
};

const fromFile = (part: Part, readAt: string): Tails => {
	const origin = originOf(part.name);
	const groups = groupLines(readLog(part, readAt), ({identifier}) => identifier ?? origin.component);
	if (groups.size === 0) {
		return {tails: [{...origin, source: part.name, lines: []}], unparsed: []};
	}
	const tails = [...groups].map(([component, lines]) => ({
		...origin,
		component,
		source: part.name,
		lines: lines.slice(-lineLimit),
	}));
	return {tails, unparsed: []};
};

const readCapture = (capture: Capture, taken: Set<string>): Tails => {
	// Pasted pieces answer every input of their format: each is read once.
	const parts = lastRestarts(capture.parts).filter((part) => !taken.has(part.name));
	const read = parts.map((part) => {
		taken.add(part.name);
		return journalFormat.recognise(part.text) > 0 || part.name.startsWith('journalctl ')
			? fromJournal(part)
			: fromFile(part, capture.at);
	});
	return {tails: read.flatMap(({tails}) => tails), unparsed: read.flatMap(({unparsed}) => unparsed)};
};

const collect = (captures: readonly Capture[]): Collected<readonly LogTail[]> => {
	const read = captures.filter(({failure}) => failure === null);
	const absent = new Set(['missing', 'gated']);
	const failures = captures.filter(({failure}) => failure !== null && !absent.has(failure.kind));
	if (read.length === 0 && failures.length > 0) {
		return failedReading(failures[0]);
	}
	const taken = new Set<string>();
	const results = read.map((capture) => readCapture(capture, taken));
	// Most nodes lack most of these logs, and a recording need not say so of each.
	const gap = failures.find(({failure}) => failure?.kind !== 'not-recorded');
	return {
		value: results.flatMap(({tails}) => tails),
		unparsed: results.flatMap(({unparsed}) => unparsed),
		partial: gap?.failure?.detail ?? read.find(({partial}) => partial !== null)?.partial ?? null,
	};
};

/** The ends of the logs of kubelet, the container runtime and the containers that make the node's network. */
export const logs = defineCollector({fact: 'logs', title: 'Logs', after: ['units'], inputs, collect});
