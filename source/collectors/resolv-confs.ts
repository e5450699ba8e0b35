import type {Capture} from '../model/capture.ts';
import {defineCollector} from '../model/collector.ts';
import type {ResolvConf} from '../model/facts/host.ts';
import type {Input} from '../model/input.ts';
import type {Parsed} from '../model/place.ts';
import {failedReading} from './failed-reading.ts';
import {parseResolvConf} from './resolv-conf.ts';

/** The node's own, which a pasted one answers too; and the servers behind systemd-resolved's stub (systemd-resolved.service(8)). */
const own = '/etc/resolv.conf';
const resolved = '/run/systemd/resolve/resolv.conf';

const absent = (path: string): ResolvConf => ({path, exists: false, nameservers: [], search: [], options: []});

const readOne = (capture: Capture, path: string): Parsed<readonly ResolvConf[]> => {
	if (capture.failure !== null) {
		return {value: capture.failure.kind === 'missing' ? [absent(path)] : [], unparsed: []};
	}
	const all = capture.parts.map(parseResolvConf);
	return {
		value: all.flatMap((parsed) => parsed.value.map((file) => ({...file, path}))),
		unparsed: all.flatMap((parsed) => parsed.unparsed),
	};
};

/** The paths to read: both usual ones, and the file that kubelet is told to give to pods where it is another. */
const pathsOf = (kubelet: string | null | undefined): readonly string[] => {
	const named = kubelet?.startsWith('/') ? [kubelet] : [];
	return [...new Set([own, resolved, ...named])];
};

/** The resolv.conf files of the node. One that could not be read for another reason than absence is left out and named in `partial`. */
export const resolvConfs = defineCollector({
	fact: 'resolvConfs',
	title: 'DNS servers in resolv.conf',
	after: ['kubeletConfig'],
	// Only the first has a format: a pasted resolv.conf is the node's own, not all three.
	inputs: ({kubeletConfig}) =>
		pathsOf(kubeletConfig?.resolvConf?.value).map(
			(file): Input => (file === own ? {file, format: 'resolv-conf'} : {file}),
		),
	collect: (captures, {kubeletConfig}) => {
		const paths = pathsOf(kubeletConfig?.resolvConf?.value);
		const read = captures.map((capture, index) => readOne(capture, paths[index] ?? own));
		const value = read.flatMap((parsed) => parsed.value);
		if (value.length === 0) {
			return failedReading(captures[0]);
		}
		// systemd-resolved is not on every node; that its file was not recorded is no gap.
		const gaps = captures.filter(
			(capture, index) => paths[index] !== resolved && capture.failure !== null && capture.failure.kind !== 'missing',
		);
		const cut = captures.find((capture) => capture.failure === null && capture.partial !== null)?.partial ?? null;
		return {value, unparsed: read.flatMap((parsed) => parsed.unparsed), partial: gaps[0]?.failure?.detail ?? cut};
	},
});
