import type {Finding} from '../model/finding.ts';

/** Whether somebody accepts a failure: it counts for nothing until that ends. */
export const isWaived = ({waiver}: Finding): boolean => waiver?.expired === false;
