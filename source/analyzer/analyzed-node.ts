import type {Snapshot} from '../model/snapshot.ts';
import type {Knowledge} from './draw-conclusions.ts';

/** A snapshot with what is known from it. */
export type AnalyzedNode = {readonly snapshot: Snapshot; readonly knowledge: Knowledge};
