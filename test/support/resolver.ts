import type {ResolvConf} from '../../source/model/facts/host.ts';
import {place} from './node-facts.ts';

/** A resolv.conf with these name servers, and perhaps a search list below them. */
export const resolvConf = (
	path: string,
	nameservers: readonly string[],
	search: readonly string[] = [],
): ResolvConf => ({
	path,
	exists: true,
	nameservers: nameservers.map((value, index) => ({value, at: place(path, index + 1)})),
	search,
	...(search.length > 0 ? {searchAt: place(path, nameservers.length + 1)} : {}),
	options: [],
});

/** A resolv.conf that does not exist. */
export const noResolvConf = (path: string): ResolvConf => ({
	path,
	exists: false,
	nameservers: [],
	search: [],
	options: [],
});
