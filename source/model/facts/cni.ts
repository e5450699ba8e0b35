import type {Place} from '../place.ts';

/** A plugin of a CNI network configuration. `options` is the plugin's JSON with all its keys. */
export type CniPlugin = {
	readonly type: string | null;
	readonly ipamType: string | null;
	readonly mtu: number | null;
	readonly subnets: readonly string[];
	readonly delegates: readonly string[];
	readonly capabilities: readonly string[];
	readonly options: Readonly<Record<string, unknown>>;
	readonly at: Place;
};

/** What is wrong with a CNI file and where. */
export type CniProblem = {readonly message: string; readonly at: Place};

/** A file of the CNI configuration folder with a name that the runtime loads. `isList` is a .conflist's `plugins`. */
export type CniConfigFile = {
	readonly file: string;
	readonly path: string;
	readonly name: string | null;
	readonly cniVersion: string | null;
	readonly isList: boolean;
	readonly plugins: readonly CniPlugin[];
	readonly problems: readonly CniProblem[];
	readonly at: Place;
};

/** The CNI configuration folder: files that the runtime loads in its order (byte-wise), and the others (backups) by name. */
export type CniConfigs = {
	readonly directory: string;
	readonly exists: boolean;
	readonly files: readonly CniConfigFile[];
	readonly others: readonly {readonly file: string; readonly at: Place}[];
};

/** An executable in a CNI binary folder. */
export type CniBinary = {
	readonly name: string;
	readonly directory: string;
	readonly executable: boolean;
	readonly size: number | null;
	readonly at: Place;
};

/** flannel's /run/flannel/subnet.env. CIDRs as written; `mtu` in bytes. */
export type FlannelEnv = {
	readonly network: string | null;
	readonly subnet: string | null;
	readonly ipv6Network: string | null;
	readonly ipv6Subnet: string | null;
	readonly mtu: number | null;
	readonly masquerade: boolean | null;
	readonly at: Place;
};

/** host-local's reservations of one network (`/var/lib/cni/networks/NAME`). */
export type IpamNetwork = {
	readonly name: string;
	readonly reservations: readonly {
		readonly address: string;
		readonly container: string;
		readonly interface: string | null;
		readonly at: Place;
	}[];
	readonly lastReserved: string | null;
	readonly at: Place;
};
