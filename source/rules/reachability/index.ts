import type {Rule} from '../../model/rule.ts';
import {apiserverUnreachable} from './apiserver-unreachable.ts';
import {etcdUnreachable} from './etcd-unreachable.ts';
import {peerPortsUnreachable} from './peer-ports-unreachable.ts';

/** What this node reaches, from what it says itself. */
export const reachabilityRules: readonly Rule[] = [apiserverUnreachable, etcdUnreachable, peerPortsUnreachable];
