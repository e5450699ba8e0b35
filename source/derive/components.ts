import type {Component, Components} from '../model/conclusions.ts';
import {defineDerivation} from '../model/derivation.ts';
import type {Located} from '../model/facts/host.ts';
import type {Flag, StaticPod, StaticPods} from '../model/facts/kubernetes.ts';
import type {Process} from '../model/facts/process.ts';
import type {Socket} from '../model/facts/socket.ts';
import {readFlags} from '../model/read-flags.ts';
import {componentOfCommand, componentOfProcess, componentOfProgram} from './component-of-process.ts';
import {readVersion} from './read-version.ts';

/** What a manifest says of its component. */
type Manifest = NonNullable<Component['manifest']> & {readonly flags: readonly Flag[]};

/** The component of a manifest that cannot be read, by the name of its file. */
const byFileName = (pod: StaticPod): string | null => componentOfCommand([pod.file.replace(/\.(ya?ml|json)$/, '')]);

const manifestsOf = (pods: readonly StaticPod[]): ReadonlyMap<string, Manifest> => {
	const manifests = new Map<string, Manifest>();
	for (const pod of pods) {
		for (const container of pod.containers) {
			const name = componentOfCommand(container.command) ?? componentOfCommand([container.name]);
			if (name !== null && !manifests.has(name)) {
				manifests.set(name, {path: pod.path, image: container.image, at: pod.at, flags: container.flags});
			}
		}
		const broken = pod.containers.length === 0 ? byFileName(pod) : null;
		if (broken !== null && !manifests.has(broken)) {
			manifests.set(broken, {path: pod.path, image: null, at: pod.at, flags: []});
		}
	}
	return manifests;
};

const processesOf = (processes: readonly Process[]): ReadonlyMap<string, readonly Process[]> => {
	const found = new Map<string, Process[]>();
	for (const process of processes) {
		const name = componentOfProcess(process);
		if (name !== null) {
			const list = found.get(name) ?? [];
			list.push(process);
			found.set(name, list);
		}
	}
	return found;
};

/** The process whose flags count: one that is surely in the node's network before one that may be. */
const flagsOfProcess = (processes: readonly Process[]): readonly Flag[] | null => {
	const chosen = processes.find((process) => process.hostNetwork === true) ?? processes[0];
	return chosen === undefined || chosen.argv.length < 2 ? null : readFlags(chosen.argv.slice(1), chosen.at);
};

/** A flag that stands in the manifest as it runs is shown there: a line of its own instead of the whole command line. */
const shownInManifest = (running: readonly Flag[], declared: readonly Flag[]): readonly Flag[] => {
	const places = new Map(declared.map((flag) => [`${flag.name}=${flag.value}`, flag.at]));
	return running.map((flag) => ({...flag, at: places.get(`${flag.name}=${flag.value}`) ?? flag.at}));
};

const component = (
	name: string,
	processes: readonly Process[],
	manifest: Manifest | null,
	kubelet: Located | undefined,
): Component => {
	const running = flagsOfProcess(processes);
	const written = manifest?.flags ?? [];
	const image = manifest?.image ?? null;
	const version = name === 'kubelet' && kubelet !== undefined ? kubelet.value : image;
	return {
		name,
		processes,
		manifest: manifest === null ? null : {path: manifest.path, image, at: manifest.at},
		flags: running === null ? written : shownInManifest(running, written),
		flagsFrom: running !== null ? 'process' : written.length > 0 ? 'manifest' : 'none',
		version: version === null ? null : readVersion(version),
	};
};

/** Owners of sockets, where no process table is known: they run, too. */
const ownersOf = (listeners: readonly Socket[]): readonly string[] =>
	listeners.flatMap((socket) => (socket.program === null ? [] : (componentOfProgram(socket.program) ?? [])));

const build = (
	processes: readonly Process[] | undefined,
	pods: StaticPods | undefined,
	listeners: readonly Socket[],
	kubelet: Located | undefined,
): Components => {
	const running = processesOf(processes ?? []);
	const manifests = manifestsOf(pods?.pods ?? []);
	const owners = processes === undefined ? ownersOf(listeners) : [];
	const names = [...new Set([...running.keys(), ...manifests.keys(), ...owners])].sort();
	return Object.fromEntries(
		names.map((name) => [name, component(name, running.get(name) ?? [], manifests.get(name) ?? null, kubelet)]),
	);
};

/** The components of the node: its own processes, its static pods and, without a process table, the owners of its sockets. */
export const components = defineDerivation({
	conclusion: 'components',
	title: 'Components',
	needs: [],
	uses: ['processes', 'staticPods', 'listeners', 'kubeletVersion'],
	derive: ({processes, staticPods, listeners, kubeletVersion}) =>
		processes === undefined && staticPods === undefined && listeners === undefined
			? {unavailable: 'neither processes nor static pods nor sockets are known', remedy: 'run kdiag on the node'}
			: build(processes, staticPods, listeners ?? [], kubeletVersion),
});
