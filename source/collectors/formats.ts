import type {Format} from '../model/collector.ts';
import {arpFormat} from './arp.ts';
import {brctlShowFormat} from './brctl-show.ts';
import {bridgeFdbFormat} from './bridge-fdb.ts';
import {bridgeLinkFormat} from './bridge-link.ts';
import {certificateFormat} from './certificate.ts';
import {cniConfigFormat} from './cni-config.ts';
import {containerdConfigFormat} from './containerd-file.ts';
import {flannelEnvFormat} from './flannel-env.ts';
import {hostsFormat} from './hosts.ts';
import {ipAddrFormat} from './ip-addr.ts';
import {ipJsonFormat} from './ip-json.ts';
import {ipNeighFormat} from './ip-neigh.ts';
import {ipRouteFormat} from './ip-route.ts';
import {ipRuleFormat} from './ip-rule.ts';
import {ipamReservationFormat} from './ipam-reservation.ts';
import {ipsetFormat} from './ipset.ts';
import {iptablesListFormat} from './iptables-list.ts';
import {iptablesSaveFormat} from './iptables-save.ts';
import {iptablesVersionFormat} from './iptables-version.ts';
import {ipvsFormat} from './ipvs.ts';
import {journalFormat} from './journal.ts';
import {kubeProxyConfigFormat} from './kube-proxy-file.ts';
import {kubeconfigFormat} from './kubeconfig.ts';
import {kubeletConfigFormat} from './kubelet-file.ts';
import {kubeletFlagsFormat} from './kubelet-flags.ts';
import {logFormat} from './log.ts';
import {lsFormat} from './ls.ts';
import {modulesFormat} from './modules.ts';
import {netstatFormat} from './netstat.ts';
import {nftFormat} from './nft.ts';
import {nftJsonFormat} from './nft-json.ts';
import {nsswitchFormat} from './nsswitch.ts';
import {osReleaseFormat} from './os-release.ts';
import {procNetDevFormat} from './proc-net-dev.ts';
import {procNetFibTrieFormat} from './proc-net-fib-trie.ts';
import {procNetIfInet6Format} from './proc-net-if-inet6.ts';
import {procNetIpv6RouteFormat} from './proc-net-ipv6-route.ts';
import {procNetRouteFormat} from './proc-net-route.ts';
import {procNetSnmpFormat} from './proc-net-snmp.ts';
import {procNetSocketFormat} from './proc-net-socket.ts';
import {procNetSockstatFormat} from './proc-net-sockstat.ts';
import {procNetSoftnetStatFormat} from './proc-net-softnet-stat.ts';
import {procNetUnixFormat} from './proc-net-unix.ts';
import {psFormat} from './ps.ts';
import {resolvConfFormat} from './resolv-conf.ts';
import {routeNFormat} from './route-n.ts';
import {ssFormat} from './ss.ts';
import {staticPodFormat} from './static-pod.ts';
import {swapsFormat} from './swaps.ts';
import {sysctlFormat} from './sysctl.ts';
import {systemctlShowFormat} from './systemctl-show.ts';
import {unameFormat} from './uname.ts';

/** Every format that `kdiag parse` prints and that pasted text is recognised as. */
export const formats: readonly Format[] = [
	ipAddrFormat,
	ipJsonFormat,
	ipRouteFormat,
	ipRuleFormat,
	ipNeighFormat,
	arpFormat,
	bridgeFdbFormat,
	bridgeLinkFormat,
	brctlShowFormat,
	routeNFormat,
	procNetRouteFormat,
	procNetFibTrieFormat,
	procNetIfInet6Format,
	procNetIpv6RouteFormat,
	procNetDevFormat,
	procNetSnmpFormat,
	procNetSockstatFormat,
	procNetSoftnetStatFormat,
	hostsFormat,
	resolvConfFormat,
	nsswitchFormat,
	osReleaseFormat,
	sysctlFormat,
	swapsFormat,
	modulesFormat,
	unameFormat,
	netstatFormat,
	ssFormat,
	procNetSocketFormat,
	procNetUnixFormat,
	iptablesSaveFormat,
	iptablesListFormat,
	nftFormat,
	nftJsonFormat,
	ipvsFormat,
	ipsetFormat,
	iptablesVersionFormat,
	psFormat,
	journalFormat,
	logFormat,
	systemctlShowFormat,
	cniConfigFormat,
	kubeletConfigFormat,
	kubeletFlagsFormat,
	kubeconfigFormat,
	staticPodFormat,
	kubeProxyConfigFormat,
	containerdConfigFormat,
	flannelEnvFormat,
	ipamReservationFormat,
	certificateFormat,
	lsFormat,
];
