import path from 'node:path';

/** A file or folder of fixtures/. */
export const fixture = (name: string): string => path.join(import.meta.dirname, '../../fixtures', name);
