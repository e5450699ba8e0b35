import {type Cidr, parseCidr} from '../net/cidr.ts';

const ranges = (...texts: readonly string[]): readonly Cidr[] => texts.map(parseCidr).filter((cidr) => cidr !== null);

/** Ranges that mean the same everywhere, and public resolvers: what lies in them stays as it is. */
export const special: readonly Cidr[] = ranges(
	'0.0.0.0/8',
	'127.0.0.0/8',
	'169.254.0.0/16',
	'192.0.0.0/24',
	'192.0.2.0/24',
	'198.51.100.0/24',
	'203.0.113.0/24',
	'224.0.0.0/3',
	'1.1.1.1/32',
	'1.0.0.1/32',
	'8.8.8.8/32',
	'8.8.4.4/32',
	'9.9.9.9/32',
	'::/96',
	'64:ff9b::/96',
	'2001:db8::/32',
	'2001:4860:4860::/48',
	'2606:4700:4700::/48',
	'fe80::/10',
	'ff00::/8',
);

/** A range that is taken where nobody chose, and addresses by which it is known to be in use where it does not stand there itself. */
export type DefaultRange = {readonly range: Cidr; readonly signs: readonly bigint[]};

const byDefault = (text: string, signs: readonly string[] = []): readonly DefaultRange[] =>
	ranges(text).map((range) => ({range, signs: ranges(...signs).map(({first}) => first)}));

/**
 * Ranges that distributions, plugins and container engines take where nobody chose. They say nothing about anybody, and rules know them, so they stay
 * where they are in use; what lies in them is moved within them.
 */
export const defaults: readonly DefaultRange[] = [
	...byDefault('10.96.0.0/12', ['10.96.0.1', '10.96.0.10']),
	...byDefault('10.96.0.0/16', ['10.96.0.1', '10.96.0.10']),
	...byDefault('10.244.0.0/16'),
	...byDefault('10.43.0.0/16', ['10.43.0.1', '10.43.0.10']),
	...byDefault('10.42.0.0/16', ['10.43.0.1', '10.43.0.10']),
	...byDefault('10.152.183.0/24', ['10.152.183.1']),
	...byDefault('10.1.0.0/16', ['10.152.183.1']),
	...byDefault('10.32.0.0/12'),
	...byDefault('10.85.0.0/16'),
	...byDefault('10.88.0.0/16'),
	...byDefault('172.17.0.0/16'),
	// The network of VirtualBox's NAT: every machine in it has the same address.
	...byDefault('10.0.2.0/24', ['10.0.2.15']),
];

/** Ranges that are in use where they stand themselves, and not only where a sign of them does. */
export const needsSigns: readonly string[] = ['10.0.2.0/24', '10.1.0.0/16'];

/** Ranges that anybody may use: an address of one is given another one of it. */
export const shared: readonly Cidr[] = ranges(
	'10.0.0.0/8',
	'172.16.0.0/12',
	'192.168.0.0/16',
	'100.64.0.0/10',
	'198.18.0.0/15',
	'fc00::/8',
	'fd00::/8',
);

/** All that the internet routes. */
export const routed: readonly Cidr[] = ranges('0.0.0.0/0', '2000::/3');
