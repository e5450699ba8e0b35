import {expect, test} from 'vitest';
import type {Lookup, SelfCheck} from '../../source/model/self-check.ts';
import {renderSelfCheck} from '../../source/report/render-self-check.ts';

const plain = {color: false, ascii: false, width: 80};

const lookup = (name: string, change: Partial<Lookup> = {}): Lookup => ({
	name,
	kind: 'program',
	state: 'there',
	detail: `/usr/bin/${name}`,
	remedy: null,
	facts: ['Routes'],
	...change,
});

const check: SelfCheck = {
	version: '0.1.0',
	about: [['User', 'uid 1000']],
	isRoot: false,
	lookups: [
		lookup('ip'),
		lookup('nft', {
			state: 'missing',
			detail: 'nft is not installed',
			remedy: 'install nftables',
			facts: ['Tables of nft'],
		}),
		lookup('/etc/hosts', {kind: 'file', detail: null}),
		lookup('/x', {
			kind: 'file',
			state: 'denied',
			detail: '/x may not be read',
			remedy: 'run as root',
			facts: ['Sockets'],
		}),
	],
	lost: ['Tables of nft'],
};

test('says what is there, what is not and why, and what root would add', () => {
	expect(renderSelfCheck(check, plain)).toBe(`kdiag 0.1.0
  User      uid 1000

Programs
  found      ip   /usr/bin/ip
  missing    nft  nft is not installed; install nftables (for: Tables of nft)

Files and folders
  found (1)
    /etc/hosts
  denied (1)
    /x: /x may not be read; run as root (for: Sockets)

Cannot be known here
  Tables of nft

What root would add or complete
  Sockets
`);
});

test('root is not told to be root', () => {
	expect(renderSelfCheck({...check, isRoot: true}, plain)).not.toContain('What root would add');
});

test('text of the machine moves nothing and fits', () => {
	const hostile = `\u001b[2J\u202e${'x'.repeat(200)}`;
	const text = renderSelfCheck(
		{...check, about: [['File', hostile]], lookups: [lookup('ip', {detail: hostile}), lookup(hostile, {kind: 'file'})]},
		plain,
	);
	expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
	expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});
