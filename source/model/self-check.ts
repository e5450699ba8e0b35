/** Whether something that kdiag would read is there for it. `gated` must not be asked on this machine; `slow` did not answer. */
export type LookupState = 'there' | 'missing' | 'denied' | 'refused' | 'gated' | 'slow';

/** One thing that kdiag would read: what it is, what it is for, whether it is there, and why not (or, of a program, where). */
export type Lookup = {
	/** As a person would write it: the program, or the path. */
	readonly name: string;
	readonly kind: 'program' | 'file';
	readonly state: LookupState;
	readonly detail: string | null;
	readonly remedy: string | null;
	/** Titles of the facts that are made of it. */
	readonly facts: readonly string[];
};

/** What kdiag is, where it runs, and what it would find to read; nothing was run for it. */
export type SelfCheck = {
	readonly version: string;
	/** Pairs of a heading and a text about the build, the machine, the user and the terminal. */
	readonly about: readonly (readonly [string, string])[];
	readonly isRoot: boolean;
	readonly lookups: readonly Lookup[];
	/** Facts for which there is nothing to read on this machine now. */
	readonly lost: readonly string[];
};
