import type {Capture} from '../../source/model/capture.ts';
import {type Input, inputId} from '../../source/model/input.ts';
import type {Snapshot} from '../../source/model/snapshot.ts';

/** A capture of one text. */
export const captured = (input: Input, text: string, rest: Partial<Capture> = {}): Capture => ({
	id: inputId(input),
	input,
	parts: [{name: inputId(input), text}],
	failure: null,
	partial: null,
	exit: 0,
	stderr: '',
	at: '2026-01-02T03:04:05Z',
	ms: 1,
	...rest,
});

/** A snapshot of a few captures. */
export const snapshotOf = (captures: readonly Capture[], node = 'n1'): Snapshot => ({
	version: 1,
	tool: 'test',
	node,
	origin: 'recording',
	takenAt: '2026-01-02T03:04:05Z',
	captures,
	unrecognised: [],
});
