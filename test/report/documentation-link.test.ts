import {expect, test} from 'vitest';
import {isDocumentation} from '../../source/report/documentation-link.ts';
import {rules} from '../../source/rules/index.ts';

test('every page that a rule names may be a link', () => {
	expect(rules.flatMap(({docs}) => docs).filter((page) => !isDocumentation(page))).toEqual([]);
});

test.each([
	'http://kubernetes.io/',
	'https://kubernetes.io.evil.example/',
	'https://evil.example/kubernetes.io/',
	'https://user@kubernetes.io/',
	'https://kubernetes.io:443/',
	'https://kubernetes.io/>x',
	'https://kubernetes.io/a b',
	'https://kubernetes.io/"x',
	'https://kubernetes.io/\n',
	'javascript:alert(1)//https://kubernetes.io/',
	'',
])('%j may not', (address) => {
	expect(isDocumentation(address)).toBe(false);
});
