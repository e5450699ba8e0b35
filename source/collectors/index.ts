import type {Collector} from '../model/collector.ts';
import {hostname} from './hostname.ts';

/** Every collector, each after those it needs. */
export const collectors: readonly Collector[] = [hostname] as unknown as readonly Collector[];
