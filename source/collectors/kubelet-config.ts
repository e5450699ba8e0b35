import type {Capture, Part} from '../model/capture.ts';
import {type Collected, defineCollector, type InputSlot, type KnownFacts} from '../model/collector.ts';
import type {ConfigFile, Flag, KubeletConfig} from '../model/facts/kubernetes.ts';
import type {Input} from '../model/input.ts';
import type {Unparsed} from '../model/place.ts';
import {gapOf, notHere, partialOf, unavailable} from './gaps.ts';
import {type KubeletFile, parseKubeletConfig} from './kubelet-file.ts';
import {parseKubeletFlags} from './kubelet-flags.ts';
import {kubeletSettings} from './kubelet-settings.ts';
import {type KubeletStart, kubeletStart} from './kubelet-start.ts';
import {distinctParts, parseParts} from './read-parts.ts';

const kubeadmPath = '/var/lib/kubelet/config.yaml';

/** Where managed distributions keep the file of a kubelet that does not run. */
const otherPaths = [
	'/etc/kubernetes/kubelet/config.json',
	'/etc/kubernetes/kubelet/kubelet-config.json',
	'/home/kubernetes/kubelet-config.yaml',
];

/** Signs that a node was joined, although its configuration is gone. */
const joined = new Set(['/etc/kubernetes/kubelet.conf', '/etc/kubernetes/bootstrap-kubelet.conf']);

const asFile = (file: string): Input => ({file, format: 'kubelet-config'});

const inputsFor = (known: KnownFacts): readonly InputSlot[] => {
	const start = kubeletStart(known);
	return [
		asFile(start.config ?? kubeadmPath),
		otherPaths.map(asFile),
		{directory: start.dropIns ?? '/etc/kubernetes/kubelet/config.json.d', match: '*.conf', format: 'kubelet-config'},
		{file: '/var/lib/kubelet/instance-config.yaml'},
		...start.flagFiles.map((paths) => paths.map((file): Input => ({file, format: 'kubelet-flags'}))),
	];
};

const expandSnap = (flag: Flag): Flag => ({
	...flag,
	value: flag.value
		// biome-ignore lint/suspicious/noTemplateCurlyInString: MicroK8s writes its paths so
		.replaceAll('${SNAP_DATA}', '/var/snap/microk8s/current')
		// biome-ignore lint/suspicious/noTemplateCurlyInString: MicroK8s writes its paths so
		.replaceAll('${SNAP_COMMON}', '/var/snap/microk8s/common'),
});

/** The file that kubelet reads, as its own capture or as that of another distribution's path. Pasted pieces past the first are drop-ins. */
const mainParts = (start: KubeletStart, main: Capture | undefined, others: Capture | undefined): readonly Part[] => {
	if (start.isBare) {
		return [];
	}
	const own = main?.failure === null ? distinctParts([main]) : [];
	const canBeOther = start.config === null && others?.failure === null;
	return own.length === 0 && canBeOther ? distinctParts([others]).slice(0, 1) : own;
};

const stateOfFailure = (capture: Capture, path: string): ConfigFile => {
	const isMissing = capture.failure?.kind === 'missing';
	return {
		path,
		state: isMissing ? 'missing' : 'unreadable',
		problem: isMissing ? null : (capture.failure?.detail ?? null),
		at: {source: path, line: 1},
	};
};

/** kubelet itself refuses a file without a kind; a drop-in may do without. */
const withKind = (file: KubeletFile): KubeletFile =>
	file.kind !== null || file.file.state !== 'read'
		? file
		: {...file, file: {...file.file, state: 'invalid', problem: `line ${file.at.line}: kind is missing`}};

type Files = {
	readonly main: KubeletFile | null;
	readonly dropIns: readonly KubeletFile[];
	readonly states: readonly ConfigFile[];
	readonly unparsed: readonly Unparsed[];
};

const readFiles = (start: KubeletStart, captures: readonly Capture[]): Files => {
	const [main, others, folder] = captures;
	const [first, ...pasted] = mainParts(start, main, others);
	const usesFolder = start.dropIns !== null || first?.name === otherPaths[0];
	const names = new Set([first, ...pasted].map((part) => part?.name));
	const further = usesFolder && folder?.failure === null ? folder.parts.filter(({name}) => !names.has(name)) : [];
	const inOrder = [...pasted, ...further].toSorted((a, b) => (a.name < b.name ? -1 : 1));
	const read = parseParts(first === undefined ? inOrder : [first, ...inOrder], parseKubeletConfig);
	const file = first === undefined ? null : (read.value[0] ?? null);
	const dropIns = first === undefined ? read.value : read.value.slice(1);
	const own = file === null ? null : withKind(file);
	const wanted =
		!start.isBare && own === null && main !== undefined && (start.config !== null || start.dropIns === null);
	const missing = wanted ? [stateOfFailure(main, start.config ?? kubeadmPath)] : [];
	const states = [...(own === null ? missing : [own.file]), ...dropIns.map(({file: each}) => each)];
	return {main: own, dropIns, states, unparsed: read.unparsed};
};

const collect = (captures: readonly Capture[], known: KnownFacts): Collected<KubeletConfig> => {
	const start = kubeletStart(known);
	const [main, others, folder, instance, ...flagFiles] = captures;
	const files = readFiles(start, captures);
	const flagged = parseParts(distinctParts(flagFiles), parseKubeletFlags);
	const isSetUp =
		start.process !== null ||
		files.main !== null ||
		flagged.value.length > 0 ||
		known.kubernetesFiles?.some(({path}) => joined.has(path)) === true;
	if (!isSetUp) {
		const gap = gapOf([main, flagFiles[0]]);
		return gap === null ? notHere('no kubelet was set up here') : unavailable(gap);
	}
	const [noted] = parseParts(instance?.failure === null ? instance.parts : [], parseKubeletConfig).value;
	const settings = kubeletSettings({
		flags: [...start.flags, ...flagged.value.map(expandSnap)],
		dropIns: files.dropIns,
		file: files.main,
		instance: noted ?? null,
		presets:
			start.process === null ? {...start.presets, configPath: files.main?.file.path ?? kubeadmPath} : start.presets,
		isBare: start.isBare,
	});
	const bad = files.states.find(({state}) => state !== 'read');
	const used = [main, others].find((capture) => capture?.failure === null);
	const partial =
		bad === undefined
			? partialOf([...(start.isBare ? [] : [used]), ...(start.dropIns === null ? [] : [folder]), flagFiles[0]])
			: `${bad.path} is ${bad.state}`;
	return {value: {...settings, files: files.states}, unparsed: [...files.unparsed, ...flagged.unparsed], partial};
};

/**
 * Kubelet's effective configuration: its file, then drop-ins, then flags
 * (https://kubernetes.io/docs/tasks/administer-cluster/kubelet-config-file/#kubelet-configuration-merging-order).
 */
export const kubeletConfig = defineCollector({
	fact: 'kubeletConfig',
	title: "kubelet's configuration",
	after: ['processes', 'kubernetesFiles'],
	inputs: inputsFor,
	collect,
});
