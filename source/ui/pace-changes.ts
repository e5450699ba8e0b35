import type {TerminalOutput} from './terminal-output.ts';

/** Tells when something changes, to those who listen. */
export type Subscribe = (listener: () => void) => () => void;

/** Tells of changes only when the terminal has taken what was drawn before: on a slow line frames are left out, and never queued. */
export const paceChanges =
	(subscribe: Subscribe, output: TerminalOutput): Subscribe =>
	(listener) => {
		let isLate = false;
		const ends = [
			subscribe(() => {
				isLate = output.isBehind();
				if (!isLate) {
					listener();
				}
			}),
			output.onCaughtUp(() => {
				if (isLate) {
					isLate = false;
					listener();
				}
			}),
		];
		return () => {
			for (const end of ends) {
				end();
			}
		};
	};
