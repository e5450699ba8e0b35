import type {Collector} from '../model/collector.ts';
import {bootId} from './boot-id.ts';
import {bridgePorts} from './bridge-ports.ts';
import {calicoNodeName} from './calico-node-name.ts';
import {certificates} from './certificates.ts';
import {clock} from './clock.ts';
import {cniBinaries} from './cni-binaries.ts';
import {cniConfigs} from './cni-configs.ts';
import {containerdConfig} from './containerd-config.ts';
import {counters} from './counters.ts';
import {flannelEnv} from './flannel-env.ts';
import {forwardingEntries} from './forwarding-entries.ts';
import {hostname} from './hostname.ts';
import {hostsFile} from './hosts.ts';
import {interfaces} from './interfaces.ts';
import {ipSets} from './ip-sets.ts';
import {ipamNetworks} from './ipam-networks.ts';
import {iptables} from './iptables.ts';
import {iptablesVersion} from './iptables-version.ts';
import {kubeProxyConfig} from './kube-proxy-config.ts';
import {kubeconfigs} from './kubeconfigs.ts';
import {kubeletConfig} from './kubelet-config.ts';
import {kubeletVersion} from './kubelet-version.ts';
import {kubernetesFiles} from './kubernetes-files.ts';
import {logs} from './logs.ts';
import {machine} from './machine.ts';
import {machineId} from './machine-id.ts';
import {modules} from './modules.ts';
import {neighbours} from './neighbours.ts';
import {nftables} from './nftables.ts';
import {nameServiceSwitch} from './nsswitch.ts';
import {operatingSystem} from './operating-system.ts';
import {policyRules} from './policy-rules.ts';
import {probes} from './probes.ts';
import {processes} from './processes.ts';
import {productUuid} from './product-uuid.ts';
import {resolvConfs} from './resolv-confs.ts';
import {routes} from './routes.ts';
import {connections, listeners, unixSockets} from './socket-facts.ts';
import {sockets} from './sockets.ts';
import {staticPods} from './static-pods.ts';
import {swaps} from './swaps.ts';
import {sysctls} from './sysctls.ts';
import {units} from './units.ts';
import {uptime} from './uptime.ts';
import {user} from './user.ts';
import {virtualServers} from './virtual-servers.ts';

/** Every collector, each after those it needs. */
export const collectors: readonly Collector[] = [
	hostname,
	clock,
	uptime,
	bootId,
	machineId,
	productUuid,
	user,
	operatingSystem,
	machine,
	hostsFile,
	nameServiceSwitch,
	interfaces,
	routes,
	policyRules,
	neighbours,
	forwardingEntries,
	bridgePorts,
	sysctls,
	modules,
	swaps,
	counters,
	processes,
	sockets,
	listeners,
	connections,
	unixSockets,
	iptablesVersion,
	iptables,
	nftables,
	virtualServers,
	ipSets,
	units,
	logs,
	kubeletVersion,
	kubernetesFiles,
	containerdConfig,
	kubeletConfig,
	resolvConfs,
	staticPods,
	kubeconfigs,
	certificates,
	kubeProxyConfig,
	cniConfigs,
	cniBinaries,
	ipamNetworks,
	flannelEnv,
	calicoNodeName,
	probes,
] as unknown as readonly Collector[];
