import type {Capture, FailureKind, Part} from '../../source/model/capture.ts';
import {type Input, inputId} from '../../source/model/input.ts';

const bare = (input: Input): Capture => ({
	id: inputId(input),
	input,
	parts: [],
	failure: null,
	partial: null,
	exit: null,
	stderr: '',
	at: '2026-01-01T00:00:00Z',
	ms: 0,
});

/** A capture that holds parts. */
export const read = (input: Input, ...parts: readonly Part[]): Capture => ({...bare(input), parts});

/** A capture that failed. */
export const failed = (input: Input, kind: FailureKind, stderr = ''): Capture => ({
	...bare(input),
	failure: {kind, detail: `${inputId(input)}: ${kind}`, remedy: null},
	stderr,
});
