import type {PortRow} from '../model/conclusions.ts';
import type {Socket} from '../model/facts/socket.ts';
import type {ExpectedListener, Scope} from '../model/layout.ts';
import {isLoopback, isWildcard} from '../net/address.ts';
import {loadBalancers} from './load-balancers.ts';
import {isOneOf} from './program.ts';

/** Where sockets listen together: the widest of them. Null where there is none. */
export const scopeOfSockets = (sockets: readonly Socket[]): Scope | null => {
	if (sockets.length === 0) {
		return null;
	}
	if (sockets.some((socket) => isWildcard(socket.localAddress))) {
		return 'any';
	}
	return sockets.every((socket) => isLoopback(socket.localAddress)) ? 'loopback' : 'node';
};

/** Ports that so much software uses that only a known owner says anything. */
const common: ReadonlySet<number> = new Set([8080]);

/** Whether a socket is an expected program's; one whose owner cannot be seen may be. */
const mayBelong = (socket: Socket, expected: ExpectedListener): boolean =>
	socket.program === null
		? !common.has(expected.port)
		: expected.owners.length === 0 || isOneOf(socket.program, expected.owners);

/**
 * The sockets of a port that are the expected program's. A load balancer in front of an API server on the same node counts to it:
 * together they listen where they should.
 */
export const ownSockets = (sockets: readonly Socket[], expected: ExpectedListener): readonly Socket[] => {
	const own = sockets.filter((socket) => mayBelong(socket, expected));
	const isFronted = own.length > 0 && expected.component === 'kube-apiserver';
	return isFronted
		? sockets.filter((socket) => own.includes(socket) || isOneOf(socket.program ?? '', loadBalancers))
		: own;
};

/** Whether a listener is narrower or wider than expected. What nobody else connects to may be narrower. */
const byScope = (actual: Scope, expected: ExpectedListener): PortRow['status'] => {
	if (actual === 'loopback' && expected.scope !== 'loopback') {
		return expected.clients.length > 0 ? 'narrow' : 'ok';
	}
	const isWide = expected.scope === 'loopback' ? actual !== 'loopback' : expected.scope === 'node' && actual === 'any';
	return isWide ? 'wide' : 'ok';
};

/** How a port stands to what is expected of it. `allKnown`: all sockets of its protocol are known. */
export const portStatus = (
	sockets: readonly Socket[],
	expected: ExpectedListener,
	allKnown: boolean,
): PortRow['status'] => {
	const own = ownSockets(sockets, expected);
	const scope = scopeOfSockets(own);
	if (expected.requirement === 'unwanted') {
		return scope === null ? 'ok' : 'unexpected';
	}
	if (scope !== null) {
		return byScope(scope, expected);
	}
	if (sockets.length > 0) {
		return 'foreign';
	}
	return expected.requirement === 'optional' ? 'optional' : allKnown ? 'missing' : 'unknown';
};
