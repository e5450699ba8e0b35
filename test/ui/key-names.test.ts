import type {Key} from 'ink';
import {expect, test} from 'vitest';
import {keyNames} from '../../source/ui/key-names.ts';

const none: Key = {
	upArrow: false,
	downArrow: false,
	leftArrow: false,
	rightArrow: false,
	pageDown: false,
	pageUp: false,
	home: false,
	end: false,
	return: false,
	escape: false,
	ctrl: false,
	shift: false,
	tab: false,
	backspace: false,
	delete: false,
	meta: false,
	super: false,
	hyper: false,
	capsLock: false,
	numLock: false,
};

test.each([
	['j', {}, ['j']],
	// Several keys in one read, as over a slow line.
	['jj\r', {}, ['j', 'j', 'enter']],
	['', {downArrow: true}, ['down']],
	['', {tab: true, shift: true}, ['shift-tab']],
	['d', {ctrl: true}, ['ctrl-d']],
	['', {delete: true}, ['backspace']],
	['x', {meta: true}, []],
	['节', {}, ['节']],
	// A paste with controls in it.
	['a\u0007b\u001B', {}, ['a', 'b']],
] as const)('%j with %j is %j', (input, keys, names) => {
	expect(keyNames(input, {...none, ...keys})).toEqual(names);
});
