import type {Place} from '../place.ts';

/** A text and where it stood. */
export type Located<T = string> = {readonly value: T; readonly at: Place};

/** A line of /etc/hosts. */
export type HostsEntry = {readonly address: string; readonly names: readonly string[]; readonly at: Place};

/** A resolv.conf. `exists` is false where the file is not there. */
export type ResolvConf = {
	readonly path: string;
	readonly exists: boolean;
	readonly nameservers: readonly Located[];
	readonly search: readonly string[];
	/** Where the search list stands; left out where there is none. */
	readonly searchAt?: Place;
	readonly options: readonly string[];
};

/** A kernel parameter: `net.ipv4.ip_forward`, its value as text. */
export type Sysctl = {readonly name: string; readonly value: string; readonly at: Place};

/** A swap area of /proc/swaps. Size in KiB. */
export type Swap = {readonly path: string; readonly type: string; readonly size: number; readonly at: Place};

/** Kernel modules. `loadable` is false where the kernel has none (everything built in: /proc/modules does not exist). */
export type Modules = {readonly loadable: boolean; readonly loaded: readonly Located[]};

/** Who runs kdiag or ran the recording. */
export type User = {readonly uid: number; readonly name: string | null; readonly at: Place};

/** What systeminformation and the kernel say of the machine. Memory in bytes. */
export type Machine = {
	readonly vendor: string | null;
	readonly product: string | null;
	readonly memory: number | null;
	readonly disks: readonly {readonly mount: string; readonly size: number; readonly used: number}[];
	readonly at: Place;
};

/** Name and version of the operating system (os-release) and of the kernel (uname). */
export type OperatingSystem = {
	readonly id: string | null;
	readonly name: string | null;
	readonly version: string | null;
	readonly kernel: string | null;
	readonly architecture: string | null;
	readonly at: Place;
};
