import {seenMembers} from '../../derive/etcd-member-count.ts';
import {lastFlag} from '../../model/read-flags.ts';
import {defineRule} from '../../model/rule.ts';
import {isLoopback} from '../../net/address.ts';

const flags = ['initial-advertise-peer-urls', 'listen-peer-urls'];

const isLocal = (url: string): boolean => {
	const host = URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : '';
	return host === 'localhost' || isLoopback(host);
};

/** Peer URLs of etcd that only this node can reach. */
export const peerUrlLoopback = defineRule({
	id: 'peer-url-loopback',
	title: 'etcd is announced to its peers with an address they can reach',
	severity: 'error',
	tier: 2,
	group: 'etcd',
	roles: ['etcd', 'control-plane'],
	needs: ['etcd', 'components'],
	why: 'The other members dial themselves when they are told localhost, which is what a bare etcd announces.',
	fix: 'Set --listen-peer-urls and --initial-advertise-peer-urls to the address of the node, and update the member.',
	commands: ['etcdctl member list', 'grep -n peer-urls {file}'],
	verify: ['netstat -npl | grep :2380'],
	docs: ['https://etcd.io/docs/v3.6/op-guide/configuration/'],
	seen: 'live',
	check: ({etcd, components}) => {
		const own = components.etcd;
		const isOneOfSeveral = seenMembers(etcd).members > 1 || etcd.expected.filter((sign) => sign.members > 1).length > 1;
		if (own === undefined || !isOneOfSeveral) {
			return own === undefined ? {skip: 'no etcd is set up on this node'} : [];
		}
		return flags
			.map((name) => lastFlag(own.flags, name))
			.filter((flag) => flag?.value.split(',').every((url) => isLocal(url.trim())))
			.map((flag) => ({
				expected: 'the address of the node in peer URLs',
				actual: `etcd is one of several and --${flag?.name} is ${flag?.value}`,
				evidence: flag === undefined ? [] : [flag.at],
				values: {file: own.manifest?.path ?? ''},
			}));
	},
});
