import type {ProcessPod} from '../model/facts/process.ts';

/** A pod's UID: that of the API (36 characters) or the hash of a static pod's file (32). */
const uidPattern = /^[0-9a-f]{32}$|^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const containerPattern = /^[0-9a-f]{64}$/;

/** The UID in `pod<uid>` (cgroupfs) or `kubepods-burstable-pod<uid_>.slice` (systemd), null in other names. */
const uidOf = (segment: string): string | null => {
	const slice = segment.endsWith('.slice') ? segment.slice(0, -'.slice'.length) : segment;
	const at = slice.lastIndexOf('pod');
	if (at === -1 || (at > 0 && slice[at - 1] !== '-')) {
		return null;
	}
	const uid = slice.slice(at + 3).replaceAll('_', '-');
	return uidPattern.test(uid) ? uid : null;
};

/** The id in `<id>` (cgroupfs), `cri-containerd-<id>.scope`, `crio-<id>.scope` or `docker-<id>.scope`. CRI-O's monitor runs beside its container, not in it. */
const containerOf = (segment: string): string | null => {
	const scope = segment.endsWith('.scope') ? segment.slice(0, -'.scope'.length) : segment;
	const id = scope.slice(scope.lastIndexOf('-') + 1);
	return containerPattern.test(id) && !scope.includes('conmon') ? id : null;
};

const podOfPath = (path: string): ProcessPod | null => {
	// With the systemd driver set in one place only, the path is `…-pod<uid>.slice:cri-containerd:<id>`.
	const segments = path.split(/[/:]/);
	for (const [index, segment] of segments.entries()) {
		const uid = uidOf(segment);
		if (uid !== null) {
			const containerId = segments
				.slice(index + 1, index + 3)
				.map(containerOf)
				.find((id) => id !== null);
			return {uid, containerId: containerId ?? null};
		}
	}
	return null;
};

/** What /proc/PID/cgroup says (cgroups(7)): the path that matters (the pod's, else systemd's, else the first), and the pod. */
export const podOfCgroup = (text: string): {readonly cgroup: string | null; readonly pod: ProcessPod | null} => {
	const paths: string[] = [];
	let systemd: string | null = null;
	for (const line of text.split('\n', 64)) {
		const controllers = line.indexOf(':');
		const start = line.indexOf(':', controllers + 1);
		if (controllers === -1 || start === -1) {
			continue;
		}
		const path = line.slice(start + 1).trimEnd();
		const pod = path.includes('pod') ? podOfPath(path) : null;
		if (pod !== null) {
			return {cgroup: path, pod};
		}
		if (line.slice(controllers + 1, start) === 'name=systemd') {
			systemd = path;
		}
		paths.push(path);
	}
	return {cgroup: systemd ?? paths.find((path) => path !== '/') ?? paths[0] ?? null, pod: null};
};
