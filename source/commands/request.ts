import type {Disguised} from '../model/snapshot.ts';
import type {ReportFormat} from '../report/report-formats.ts';
import type {CommonOptions} from './options.ts';

/** What a command line asks for. `cli.tsx` runs it. */
export type Request = CommonOptions &
	(
		| {
				readonly command: 'report';
				/** Whether judgements are wanted instead of the report, by another process of kdiag. */
				readonly judgements: boolean;
				/** Whether the command was typed; without one, what is no path may be a command with a slip. */
				readonly isTyped: boolean;
				/** Neither a format nor a file was asked for. */
				readonly isPlain: boolean;
				readonly sources: readonly string[];
				/** Undefined where it was not asked for. */
				readonly format: ReportFormat | undefined;
				/** The files that are written, `-` for standard output; none is that, too. */
				readonly output: readonly string[];
				/** Whether the snapshots inside reports are judged, instead of showing the report. */
				readonly anew: boolean;
				/** Whether the report shall carry the snapshots of its nodes. */
				readonly withSnapshot: boolean;
				/** What is replaced beside secrets. */
				readonly hide: readonly Disguised[];
		  }
		| {
				readonly command: 'facts';
				readonly sources: readonly string[];
				readonly format: string;
				readonly output: string;
				readonly anew: boolean;
		  }
		| {
				readonly command: 'snapshot';
				/** To take one, to say what is in one, or to say whether it is whole. */
				readonly action: 'take' | 'list' | 'verify';
				readonly hide: readonly Disguised[];
				readonly sources: readonly string[];
				/** Null where none is named. */
				readonly format: string | null;
				readonly output: string | null;
		  }
		| {
				readonly command: 'service';
				readonly query: string;
				readonly sources: readonly string[];
				readonly format: string;
		  }
		| {
				readonly command: 'diff';
				readonly before: string;
				/** Undefined for this machine. */
				readonly after: string | undefined;
				readonly format: string;
		  }
		| {readonly command: 'parse'; readonly format: string | undefined; readonly file: string}
		| {readonly command: 'explain'; readonly rule: string | undefined}
		| {
				readonly command: 'demo';
				readonly name: string | undefined;
				readonly format: ReportFormat;
				readonly isPlain: boolean;
		  }
		| {readonly command: 'practice'; readonly name: string | undefined}
		| {readonly command: 'completion'; readonly shell: string}
		| {readonly command: 'version' | 'self-check'}
	);
