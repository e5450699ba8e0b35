import type {Capture} from './capture.ts';
import type {PlannedRange} from './conclusions.ts';
import type {MeaningArea} from './difference.ts';
import type {ServiceDocument} from './documents.ts';
import type {CniConfigs} from './facts/cni.ts';
import type {Interface} from './facts/interface.ts';
import type {Iptables} from './facts/iptables.ts';
import type {NftTable} from './facts/nftables.ts';
import type {Socket} from './facts/socket.ts';
import type {Finding} from './finding.ts';
import type {Place} from './place.ts';
import type {Report} from './report.ts';

/** What a finding is known by from pass to pass: its rule and the nodes that it names. */
export const findingKey = ({rule, nodes}: Pick<Finding, 'rule' | 'nodes'>): string => [rule, ...nodes].join(' ');

/** How a failure went over the passes. Times in ms since 1970. */
export type Track = {
	readonly key: string;
	/** The failure as it last was, so that one that cleared can still be shown. */
	readonly finding: Finding;
	/** When it was first seen to fail, or to fail again. */
	readonly since: number;
	/** It already failed in the first pass, so it may be older than kdiag's look at it. */
	readonly isOld: boolean;
	/** When it was seen to pass; null while it fails. */
	readonly clearedAt: number | null;
	/** How often it began to fail. */
	readonly times: number;
};

/** What becomes of a packet that the node has to accept, and where that is decided. */
export type PacketVerdict = {
	/** Such as `TCP 6443 to kube-apiserver from the node network`. */
	readonly packet: string;
	readonly verdict: 'accepted' | 'dropped' | 'unknown';
	/** The line that decides, where one does. */
	readonly source: string | null;
	readonly line: number | null;
	/** Why, in a few words. */
	readonly because: string;
};

/** A planned range as numbers: its first and last address. */
export type Extent = {readonly range: PlannedRange; readonly first: bigint; readonly last: bigint};

/** What can be looked into of one node beside its report. */
export type Inspection = {
	/** All that was read, verbatim. */
	readonly captures: readonly Capture[];
	readonly iptables: Iptables | null;
	readonly nftables: readonly NftTable[] | null;
	/** All sockets as they were read; null where they are not known. There may be 100,000. */
	readonly listeners: readonly Socket[] | null;
	readonly connections: readonly Socket[] | null;
	readonly interfaces: readonly Interface[] | null;
	readonly cniConfigs: CniConfigs | null;
	/** The verbatim line at a place; empty where it is not there. */
	readonly quote: (place: Place) => string;
	/** Who keeps a chain of iptables or a table of nft, by its name; null where the name does not say. */
	readonly chainOwner: (name: string) => string | null;
	/** The way of connections to a service, named as for `kdiag service`. */
	readonly service: (query: string) => ServiceDocument['nodes'][number];
	/** The packets that the node has to accept. */
	readonly packets: () => readonly PacketVerdict[];
	/** The node's state in statements that can be compared, area by area; null for an area that is not known. */
	readonly meaning: () => {readonly [area in MeaningArea]: readonly MeaningStatement[] | null};
};

/** One thing that holds of a node: what it is about, what holds, and where that stands. `unique`: no two nodes may have the same. */
export type MeaningStatement = {
	readonly key: string;
	readonly value: string;
	readonly at: Place;
	readonly unique?: boolean;
};

/** How fresh the report is, and how the reading goes on. Times in ms since 1970. */
export type Progress = {
	/** Whether a node is read again and again; a saved node is read once. */
	readonly isLive: boolean;
	/** Passes that are complete; 0 while the first is under way. */
	readonly passes: number;
	readonly isReading: boolean;
	readonly isPaused: boolean;
	/** Facts that are known and all that there are, of the pass under way. */
	readonly done: number;
	readonly total: number;
	/** What is being read right now, by name, and since when. */
	readonly waitingFor: readonly {readonly name: string; readonly since: number}[];
	/** When the last complete pass ended; null before that. */
	readonly readAt: number | null;
	/** Seconds from pass to pass as they are kept now. */
	readonly interval: number;
	/** How long the last pass took, in ms. */
	readonly took: number | null;
};

/** All that the screen shows: the report, how its failures went, what can be looked into, and how fresh it is. */
export type Scene = {
	readonly report: Report;
	readonly tracks: ReadonlyMap<string, Track>;
	/** By node id. Of many nodes each is read again when somebody looks into it; until then it is missing. */
	readonly inspections: ReadonlyMap<string, Inspection>;
	readonly progress: Progress;
	/** Sources that could not be read, a line each. */
	readonly failures: readonly string[];
	/** Set where the report is one that somebody gave: nothing of it was judged here. `inside` are the nodes whose snapshot it carries. */
	readonly given?: {readonly inside: ReadonlySet<string>};
	/** The group of each rule. */
	readonly groups: ReadonlyMap<string, string>;
};

/** Whether a node can be looked into: not where there is only a report of it. */
export const isInspectable = ({given, inspections}: Scene, node: string): boolean =>
	given === undefined || given.inside.has(node) || inspections.has(node);

/** What a screen is connected to: scenes come from it, and it does what a key asks for. Nothing of it changes the node. */
export type SceneSource = {
	readonly first: Scene;
	/** Begins to read, and tells each scene; ends when it is called back. */
	readonly watch: (onScene: (scene: Scene) => void) => () => void;
	/** Reads again now. */
	readonly reread: () => void;
	readonly pause: (isPaused: boolean) => void;
	/** Reads one of many nodes again, to be looked into; the next scene holds it. */
	readonly inspect: (node: string) => void;
	/** Writes a file into the current folder; gives a line that says so, or throws one that says why not. */
	readonly writeReport: () => Promise<string>;
	readonly writeSnapshot: () => Promise<string>;
};
