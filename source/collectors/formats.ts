import type {Format} from '../model/collector.ts';

/** Every format that `kdiag parse` prints and that pasted text is recognised as. */
export const formats: readonly Format[] = [];
