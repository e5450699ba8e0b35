import type {Capture} from '../model/capture.ts';
import {defineCollector} from '../model/collector.ts';
import type {Place} from '../model/place.ts';
import {failedReading} from './failed-reading.ts';
import {parseOsRelease} from './os-release.ts';
import {parseParts} from './read-parts.ts';
import {parseUname} from './uname.ts';

/** What of the kernel could be read: `uname -a`, or only its release from /proc. */
const kernelOf = (capture: Capture | undefined): {kernel: string; architecture: string | null; at: Place} | null => {
	const [part] = capture?.failure === null ? capture.parts : [];
	if (part === undefined) {
		return null;
	}
	const release = part.text.trim();
	return part.name.startsWith('/proc/')
		? {kernel: release, architecture: null, at: {source: part.name, line: 1}}
		: (parseUname(part).value[0] ?? null);
};

/** Name and version of the operating system (os-release(5)) and of the kernel (uname(1)). */
export const operatingSystem = defineCollector({
	fact: 'operatingSystem',
	title: 'Operating system and kernel',
	after: [],
	inputs: () => [
		[
			{file: '/etc/os-release', format: 'os-release'},
			{file: '/usr/lib/os-release', format: 'os-release'},
		],
		[{run: ['uname', '-a'], format: 'uname'}, {file: '/proc/sys/kernel/osrelease'}],
	],
	collect: ([release, uname]) => {
		const {value, unparsed} = parseParts(release?.failure === null ? release.parts : [], parseOsRelease);
		const variables = new Map(value.map((variable) => [variable.name, variable]));
		const kernel = kernelOf(uname);
		const at = (variables.get('PRETTY_NAME') ?? variables.get('NAME') ?? value[0])?.at ?? kernel?.at;
		if (at === undefined) {
			return failedReading(release);
		}
		const system = {
			id: variables.get('ID')?.value ?? null,
			name: (variables.get('PRETTY_NAME') ?? variables.get('NAME'))?.value ?? null,
			version: variables.get('VERSION_ID')?.value ?? null,
			kernel: kernel?.kernel ?? null,
			architecture: kernel?.architecture ?? null,
			at,
		};
		return {value: system, unparsed};
	},
});
