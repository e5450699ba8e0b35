import type {Place} from '../place.ts';

/** The pod that a process belongs to, recognised from its cgroup path. */
export type ProcessPod = {readonly uid: string; readonly containerId: string | null};

/**
 * A process. `name` is comm (at most 15 characters), `argv` empty for kernel threads. `startSeconds` is its start after boot.
 * `hostNetwork` says whether it shares the network namespace of PID 1; null where that could not be read. `pidNamespaces` counts the PID namespaces
 * that it is in, from that of /proc on: 1 is the node's own (NSpid of proc_pid_status(5)); null where that is not known.
 */
export type Process = {
	readonly pid: number;
	readonly parent: number | null;
	readonly name: string;
	readonly argv: readonly string[];
	readonly executable: string | null;
	readonly state: string | null;
	readonly user: string | null;
	readonly startSeconds: number | null;
	readonly cgroup: string | null;
	readonly pod: ProcessPod | null;
	readonly networkNamespace: string | null;
	readonly hostNetwork: boolean | null;
	readonly pidNamespaces: number | null;
	readonly at: Place;
};
