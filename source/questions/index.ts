import type {AnyQuestion} from '../model/question.ts';
import {apiLoadBalancer} from './api-load-balancer.ts';
import {apiserverEtcd} from './apiserver-etcd.ts';
import {bridgeInterface} from './bridge-interface.ts';
import {clusterDns} from './cluster-dns.ts';
import {clusterPodCidr} from './cluster-pod-cidr.ts';
import {cniBinaries} from './cni-binaries.ts';
import {cniExecutable} from './cni-executable.ts';
import {cniPlugin} from './cni-plugin.ts';
import {componentPorts} from './component-ports.ts';
import {conntrackUsage} from './conntrack-usage.ts';
import {defaultGateway} from './default-gateway.ts';
import {dnsServers} from './dns-servers.ts';
import {etcdBusierPort} from './etcd-busier-port.ts';
import {etcdFiles} from './etcd-files.ts';
import {etcdMembers} from './etcd-members.ts';
import {etcdPorts} from './etcd-ports.ts';
import {ipForward} from './ip-forward.ts';
import {kubeletConfig} from './kubelet-config.ts';
import {kubeletServer} from './kubelet-server.ts';
import {kubernetesVersion} from './kubernetes-version.ts';
import {localPods} from './local-pods.ts';
import {networkPolicyEngine} from './network-policy-engine.ts';
import {nodeIdentity} from './node-identity.ts';
import {nodeInterface} from './node-interface.ts';
import {nodeMacAddress} from './node-mac-address.ts';
import {nodeMaskSize} from './node-mask-size.ts';
import {nodePodCidr} from './node-pod-cidr.ts';
import {nodePorts} from './node-ports.ts';
import {podGateway} from './pod-gateway.ts';
import {portOwners} from './port-owners.ts';
import {proxyMode} from './proxy-mode.ts';
import {routeToInternet} from './route-to-internet.ts';
import {runtimeEndpoint} from './runtime-endpoint.ts';
import {schedulerPort} from './scheduler-port.ts';
import {serviceCidr} from './service-cidr.ts';
import {serviceRules} from './service-rules.ts';
import {staticPodPath} from './static-pod-path.ts';
import {staticPods} from './static-pods.ts';
import {swap} from './swap.ts';
import {weaveRange} from './weave-range.ts';

/** The questions people ask on a node, by number. */
export const questions: readonly AnyQuestion[] = [
	nodeInterface,
	nodeMacAddress,
	bridgeInterface,
	defaultGateway,
	routeToInternet,
	schedulerPort,
	componentPorts,
	etcdPorts,
	etcdBusierPort,
	cniPlugin,
	cniBinaries,
	cniExecutable,
	runtimeEndpoint,
	nodePodCidr,
	clusterPodCidr,
	nodeMaskSize,
	serviceCidr,
	proxyMode,
	serviceRules,
	clusterDns,
	kubeletConfig,
	staticPodPath,
	staticPods,
	weaveRange,
	podGateway,
	kubernetesVersion,
	kubeletServer,
	apiLoadBalancer,
	apiserverEtcd,
	etcdMembers,
	etcdFiles,
	ipForward,
	conntrackUsage,
	portOwners,
	swap,
	nodeIdentity,
	dnsServers,
	nodePorts,
	localPods,
	networkPolicyEngine,
];
