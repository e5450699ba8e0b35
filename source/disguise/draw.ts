import {randomInt} from 'node:crypto';
import type {Draw} from './address-table.ts';

/** Draws numbers that nobody can guess, and that are not drawn again. */
export const drawUnguessed: Draw = (below) => randomInt(below);
