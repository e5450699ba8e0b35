import path from 'node:path';

const root = path.dirname(import.meta.dirname);

/** A file of the repository, by its path in it. */
export const inRepository = (name) => path.join(root, name);

/** What is measured, and what it is measured against: the executable, the runtime that it is made of, and a start of node. */
export const kdiag = inRepository('dist/kdiag');
export const bun = inRepository(`node_modules/@oven/bun-linux-${process.arch === 'arm64' ? 'aarch64' : 'x64'}/bin/bun`);
export const node = [process.execPath, '-e', '0'];

/** How often things are measured, in turns. */
export const rounds = Number(process.env.ROUNDS ?? 15);

/** The recorded node that stands for an ordinary one. */
export const ordinary = inRepository('fixtures/demo/ha.kdiag.json.gz');
