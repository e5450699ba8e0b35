import type {Place} from './place.ts';
import type {Waived} from './waiver.ts';

/** How bad a failure is. */
export type Severity = 'error' | 'warning' | 'info';

/** What a rule said of a node. */
export type Status = 'pass' | 'fail' | 'unknown' | 'skip';

/** A verbatim line that a finding rests on. */
export type Evidence = Place & {readonly node: string; readonly text: string};

/** What to do: words, commands with this node's names in them, and what to run to see that it worked. */
export type Fix = {readonly text: string; readonly commands: readonly string[]; readonly verify: readonly string[]};

/** A rule on a node (or nodes). For `unknown` and `skip`, `actual` says why. */
export type Finding = {
	readonly rule: string;
	/** What the rule is about: `firewall`, `etcd` …; `nodes` where it is about several nodes together. */
	readonly group: string;
	readonly severity: Severity;
	readonly status: Status;
	readonly nodes: readonly string[];
	readonly title: string;
	readonly expected: string;
	readonly actual: string;
	readonly evidence: readonly Evidence[];
	readonly why: string;
	readonly fix: Fix;
	readonly docs: readonly string[];
	readonly consequenceOf: string | null;
	/** For `unknown`: whether a live run as root could have known, so that exit status 3 says the check is owed. */
	readonly required: boolean;
	/** Set where somebody knows of this failure. */
	readonly waiver?: Waived;
};
