// The machines that kdiag is compiled for.

/**
 * `name` is that of the executable, `runtime` the npm package of the Bun that becomes part of it, `glibc` the newest version of glibc's symbols
 * that it may ask for (null: it asks musl, and the C++ library of the distribution).
 */
export const targets = [
	{name: 'kdiag-linux-x64', runtime: '@oven/bun-linux-x64', glibc: '2.17'},
	{name: 'kdiag-linux-arm64', runtime: '@oven/bun-linux-aarch64', glibc: '2.17'},
	{name: 'kdiag-linux-x64-musl', runtime: '@oven/bun-linux-x64-musl', glibc: null},
	{name: 'kdiag-linux-arm64-musl', runtime: '@oven/bun-linux-aarch64-musl', glibc: null},
];
