import type {PacketVerdict} from './packet.ts';

/** Whether a packet is surely dropped or rejected. */
export const isStopped = ({verdict}: Pick<PacketVerdict, 'verdict'>): boolean =>
	verdict === 'drop' || verdict === 'reject';
