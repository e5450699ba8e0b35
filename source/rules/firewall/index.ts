import type {Rule} from '../../model/rule.ts';
import {buggyIptables} from './buggy-iptables.ts';
import {foreignNftDrop} from './foreign-nft-drop.ts';
import {forwardDrop} from './forward-drop.ts';
import {hostFirewallActive} from './host-firewall-active.ts';
import {inputMissingAccept} from './input-missing-accept.ts';
import {kubeForwardMissing} from './kube-forward-missing.ts';
import {kubeMarkDropUnexpected} from './kube-mark-drop-unexpected.ts';
import {kubePostroutingMissing} from './kube-postrouting-missing.ts';
import {kubeServicesJumpMissing} from './kube-services-jump-missing.ts';
import {mixedIptablesBackends} from './mixed-iptables-backends.ts';
import {podEgressMasqueradeMissing} from './pod-egress-masquerade-missing.ts';
import {rejectIcmpHostProhibited} from './reject-icmp-host-prohibited.ts';

/** Packet filters of this node; what lies between nodes cannot be seen from it. */
export const firewallRules: readonly Rule[] = [
	mixedIptablesBackends,
	hostFirewallActive,
	foreignNftDrop,
	forwardDrop,
	inputMissingAccept,
	kubeServicesJumpMissing,
	kubePostroutingMissing,
	kubeForwardMissing,
	rejectIcmpHostProhibited,
	podEgressMasqueradeMissing,
	buggyIptables,
	kubeMarkDropUnexpected,
];
