import type {Certificate} from '../../source/model/facts/kubernetes.ts';
import {place} from './node-facts.ts';

/** A certificate of kubeadm: one year until the given day. */
export const certificate = (path: string, notAfter: string, given: Partial<Certificate> = {}): Certificate => ({
	path,
	commonName: 'kube-apiserver',
	organizations: [],
	issuer: 'kubernetes',
	notBefore: new Date(Date.parse(notAfter) - 365 * 24 * 3600 * 1000).toISOString(),
	notAfter,
	names: [],
	addresses: [],
	isAuthority: false,
	hash: 'a'.repeat(64),
	at: place(path),
	...given,
});

/** The node's clock. */
export const clockAt = (value: string) => ({value, at: place('date -u +%FT%TZ')});
