import type {View} from '../model/rule.ts';

/** What tells the pod network, each where it is known. */
export const cniFacts = [
	'role',
	'layout',
	'components',
	'processes',
	'listeners',
	'interfaces',
	'bridgePorts',
	'iptables',
	'nftables',
	'cniConfigs',
	'cniBinaries',
	'flannelEnv',
	'calicoNodeName',
] as const;

/** The names of those facts and conclusions. */
export type CniFacts = (typeof cniFacts)[number];

/** A node as the search for its pod network sees it. */
export type CniView = View<never, CniFacts>;
