import type {Capture} from '../model/capture.ts';
import {type Collected, defineCollector} from '../model/collector.ts';
import type {Located} from '../model/facts/host.ts';
import type {LogTail} from '../model/facts/kubernetes.ts';
import {failedReading} from './failed-reading.ts';

const versionPattern = /^v\d{1,3}\.\d{1,3}\.\d{1,4}[0-9A-Za-z.+-]{0,80}/;

/** What `kubelet --version` prints: `Kubernetes v1.34.4`. */
const fromCommand = (capture: Capture | undefined): Located | null => {
	for (const part of capture?.failure === null ? capture.parts : []) {
		for (const [index, line] of part.text.split('\n', 20).entries()) {
			const version = line.startsWith('Kubernetes ') ? versionPattern.exec(line.slice('Kubernetes '.length)) : null;
			if (version !== null) {
				return {value: version[0], at: {source: part.name, line: index + 1}};
			}
		}
	}
	return null;
};

/** What kubelet writes to its log when it starts: `"Kubelet version" kubeletVersion="v1.34.4"`; the last start counts. */
const fromLogs = (logs: readonly LogTail[]): Located | null => {
	const marker = 'kubeletVersion="';
	for (const log of logs) {
		for (let index = log.lines.length - 1; index >= 0; index--) {
			const line = log.lines[index];
			const start = line?.text.indexOf(marker) ?? -1;
			const version = start === -1 ? null : versionPattern.exec(line?.text.slice(start + marker.length) ?? '');
			if (line !== undefined && version !== null) {
				return {value: version[0], at: line.at};
			}
		}
	}
	return null;
};

const collect = (
	[capture]: readonly Capture[],
	{logs = []}: {readonly logs?: readonly LogTail[]},
): Collected<Located> => {
	const printed = fromCommand(capture);
	if (printed !== null) {
		return {value: printed, unparsed: [], partial: capture?.partial ?? null};
	}
	const logged = fromLogs(logs.filter((log) => log.pod === null));
	if (logged !== null) {
		// One line that names the version is all there is to it.
		return {value: logged, unparsed: [], partial: null};
	}
	return capture?.failure === null
		? {unavailable: {kind: 'not-understood', reason: 'kubelet --version did not print a version', remedy: null}}
		: failedReading(capture);
};

/** The version of the node's kubelet: from `kubelet --version` (it prints and ends), else from its log. */
export const kubeletVersion = defineCollector({
	fact: 'kubeletVersion',
	title: 'Version of kubelet',
	after: ['logs'],
	isReadAtOnce: true,
	inputs: () => [{run: ['kubelet', '--version']}],
	collect,
});
