#!/usr/bin/env node
// The command of the npm package. Old releases of Node.js must be able to read it: what they cannot read would be a stack of syntax errors.
'use strict';

var version = process.versions.node.split('.');

if (version[0] * 1000 + version[1] * 1 < MINIMUM) {
	process.stderr.write(
		'kdiag: expected Node.js NEEDED or newer, this is ' +
			process.version +
			'; the executables of kdiag need no Node.js\n',
	);
	process.exitCode = 69;
} else {
	require('./start.cjs');
}
