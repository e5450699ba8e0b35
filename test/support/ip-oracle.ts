import {spawnSync} from 'node:child_process';
import {test} from 'vitest';

/** A state that real tools printed: as text and as JSON. */
export type ToolOutput = {readonly text: (command: string) => string; readonly json: (command: string) => string};

/** Everything of which one kernel may lack a part; what cannot be made is left out. It is looked at when it has come to rest: new addresses are tried for a while. */
const setup = `
ip link set lo up
for name in 'we@rd' we 'p"q' -x état secondary inet dev nexthop; do ip link add name "$name" type bridge; done
ip link set we alias 'uplink: rack 7 mtu 1500    link/ether state UP'
ip link property add dev we altname enp0s18 altname ens18
ip addr add 10.5.5.1/24 dev secondary; ip addr add 10.5.5.2/24 dev secondary
ip addr add 10.6.6.1/24 dev inet; ip addr add 10.7.7.1/24 dev dev
ip link add br0 type bridge; ip link add v0 type veth peer name v1; ip link set v0 master br0 up; ip link set v1 up; ip link set br0 up
ip addr add 10.9.0.1/24 brd + dev br0; ip addr add 10.9.0.2/24 dev br0 label br0:0; ip addr add fd00:9::1/64 dev br0 nodad
ip addr add 172.30.0.1 peer 172.30.0.2/32 dev we; ip link set we up; ip link set dev up
ip addr add 10.77.0.1/24 dev we metric 100 valid_lft 10000 preferred_lft 5000
ip addr add fd00:77::1/64 dev we valid_lft 10000 preferred_lft 0; ip addr add fd00:77::3/64 peer fd00:77::4/64 dev we
ip link add d0 type dummy; ip link add bond0 type bond mode active-backup; ip link set d0 master bond0; ip link set bond0 up
ip link add link br0 name br0.5 type vlan id 5 egress-qos-map 1:2 ingress-qos-map 2:3
ip link add vx1 type vxlan id 7 local 10.9.0.1 dev br0 dstport 8472 nolearning
ip link add vx6 type vxlan id 8 local fd00:9::1 dev br0 dstport 4789 group ff05::1
ip link add vxe type vxlan external dstport 4799
ip link add gnv type geneve id 5 remote 10.9.0.9; ip link add tn1 type ipip local 10.9.0.1 remote 10.9.0.9
ip link add gre9 type gre local 10.9.0.1 remote 10.9.0.8 key 5; ip link add t6 type ip6tnl local fd00:9::1 remote fd00:9::2
ip link add mv link br0 type macvlan mode bridge; ip link add iv link we type ipvlan mode l2
ip link add vrf1 type vrf table 10; ip link set v1 master vrf1; ip link add wg9 type wireguard; ip link add ifb9 type ifb
ip tuntap add tap9 mode tap; ip tuntap add tun9 mode tun; ip link set vx1 up; ip link set tn1 up
for i in $(seq 1 25); do ip link add va$i type veth peer name vb$i; done
ip route add default proto static nexthop via 10.9.0.9 dev br0 weight 2 nexthop via 10.77.0.9 dev we weight 1
ip route add blackhole 10.244.7.0/24 proto 80; ip route add unreachable 10.244.8.0/24 metric 50
ip route add prohibit 10.244.9.0/24; ip route add throw 10.244.10.0/24 table 100; ip route add blackhole default table 101
ip route add 10.20.0.0/16 via 10.9.0.7 dev br0 onlink mtu lock 1400 advmss 1360 src 10.9.0.1
ip route add 10.21.0.0/16 encap ip id 5 src 10.9.0.1 dst 10.9.0.77 dev vx1
ip route add 10.22.0.0/16 via inet6 fd00:9::5 dev br0; ip route add default via inet6 fd00:9::5 dev br0 table 102
ip route add default via 10.9.0.3 dev br0 table 51820; ip route add default dev we table 103
ip nexthop add id 7 via 10.9.0.66 dev br0; ip route add 10.23.0.0/16 nhid 7
ip nexthop add id 8 via 10.9.0.67 dev br0; ip nexthop add id 9 group 7/8; ip route add 10.24.0.0/16 nhid 9
ip route add 10.25.0.0/16 via 10.9.0.7 dev br0 tos 0x10 metric 5 realm 3/4 window 100 rtt 50ms quickack 1 congctl cubic features ecn
ip route add 10.26.0.0/16 dev dev; ip route add 10.27.0.0/16 dev nexthop
ip -6 route add default via fd00:9::9 dev br0; ip -6 route add unreachable default metric 4278198272
ip -6 route add fd00:44::/64 nexthop via fd00:9::8 dev br0 nexthop via fd00:77::9 dev we
ip -6 route add fd00:45::/64 encap seg6 mode encap segs fd00:1::1,fd00:2::2 dev br0
ip -6 route add blackhole fd00:46::/64; ip -6 route add default from fd00:77::/64 via fd00:9::9 dev br0
ip -6 route add unreachable ::ffff:0:0/96
sleep 1
was=; for i in $(seq 20); do now=$(ip -d addr | sed 's/[0-9]*sec//g'); [ "$was" = "$now" ] && break; was=$now; sleep 0.7; done
`;

const parted = '\n====\n';

const runAll = (commands: readonly string[]): ReadonlyMap<string, string> => {
	const script = [setup, ...commands.map((command) => `printf '${parted.replaceAll('\n', '\\n')}'; ${command}`)].join(
		'\n',
	);
	const {stdout} = spawnSync('unshare', ['-n', 'bash', '-c', script], {
		encoding: 'utf8',
		env: {...process.env, LC_ALL: 'C.UTF-8'},
	});
	const [, ...outputs] = stdout.split(parted);
	return new Map(commands.map((command, index) => [command, outputs[index] ?? '']));
};

const commands = [
	'ip -j -d addr',
	'ip -d addr',
	'ip -d -j link',
	'ip -o -d link',
	'ip -j route show table all',
	'ip route show table all',
	'ip -d route show table all',
	'ip -o route show table all',
];

/** Why no state can be made here, or null where it can: root, ip and a namespace are needed. */
const whyNot = (): string | null => {
	if (process.getuid?.() !== 0) {
		return 'needs root';
	}
	return spawnSync('unshare', ['-n', 'ip', '-j', 'link']).status === 0 ? null : 'needs ip and network namespaces';
};

/** Declares a test that compares what tools print as text and as JSON of one state, made in a namespace of its own. */
export const compareInNamespace = (title: string, compare: (output: ToolOutput) => void): void => {
	const reason = whyNot();
	test.skipIf(reason !== null)(reason === null ? title : `${title} (${reason})`, () => {
		const outputs = runAll(commands);
		const output = (command: string): string => outputs.get(command) ?? '';
		compare({text: output, json: output});
	});
};
