import type {Rule} from '../../model/rule.ts';
import {clockSkew} from './clock-skew.ts';
import {connectionSummary} from './connection-summary.ts';
import {etcdServersUnmatched} from './etcd-servers-unmatched.ts';
import {evenMemberCount} from './even-member-count.ts';
import {haWithoutPeers} from './ha-without-peers.ts';
import {noClientConnections} from './no-client-connections.ts';
import {peerUrlLoopback} from './peer-url-loopback.ts';
import {tooFewPeers} from './too-few-peers.ts';

/** etcd's clients, peers and members. */
export const etcdRules: readonly Rule[] = [
	etcdServersUnmatched,
	peerUrlLoopback,
	haWithoutPeers,
	tooFewPeers,
	noClientConnections,
	evenMemberCount,
	clockSkew,
	connectionSummary,
];
