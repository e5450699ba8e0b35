import type {NodeAddress} from '../model/conclusions.ts';
import type {Socket} from '../model/facts/socket.ts';
import type {FirewallVerdicts} from './firewall-verdicts.ts';
import {isStopped} from './is-stopped.ts';
import type {PacketVerdict} from './packet.ts';
import {neighbourAddress, type RequiredPort, usersOfPort} from './required-packets.ts';

/** An address of the node, as packets are sent to it. */
export type OwnAddress = NodeAddress['addresses'][number];

/** Somebody who needs a port, and what becomes of their packet. */
export type Asked = {readonly source: string; readonly verdict: PacketVerdict};

/** What is known of who may ask: the node's connections, where they are known, and other nodes that it has connections with. */
export type Askers = {
	readonly connections: readonly Socket[] | undefined;
	readonly nodeAddress: NodeAddress;
	readonly peers: readonly string[];
};

/** Whether an address is of the family of one of the node's own. */
export const isOfFamily = (address: string, own: OwnAddress): boolean => address.includes(':') === (own.family === 6);

/** A packet to a port at one of the node's addresses; its source is null where nobody is known who could send it. */
export const askAs = (
	source: string | null,
	{protocol, port}: RequiredPort,
	{address, interface: device}: OwnAddress,
	verdicts: FirewallVerdicts,
): PacketVerdict => verdicts.input({address, interface: device, protocol, port, source});

/**
 * Asks as those who need a port. Those that use it now must all get in; where nobody does, one of the known nodes must, or else a neighbour that stands for them.
 * `stopped` is who is kept out by that measure, null where nobody is.
 */
export const askPort = (
	port: RequiredPort,
	own: OwnAddress,
	{connections, nodeAddress, peers}: Askers,
	verdicts: FirewallVerdicts,
): {readonly asked: readonly Asked[]; readonly isUsed: boolean; readonly stopped: Asked | null} => {
	const users = usersOfPort(connections, nodeAddress, port.port).filter((each) => isOfFamily(each, own));
	const isUsed = users.length > 0;
	const neighbour = neighbourAddress(own.address, own.prefix);
	const others = [...peers.filter((each) => isOfFamily(each, own)), ...(neighbour === null ? [] : [neighbour])];
	const asked = (isUsed ? users : others).map((source) => ({source, verdict: askAs(source, port, own, verdicts)}));
	const stopped = asked.filter(({verdict}) => isStopped(verdict));
	return {asked, isUsed, stopped: (isUsed || stopped.length === asked.length ? stopped[0] : undefined) ?? null};
};
