import {expect, test} from 'vitest';
import {chainOwner} from '../../source/derive/chain-owner.ts';

test.each([
	['KUBE-SERVICES', 'kube-proxy'],
	['KUBE-SVC-NPX46M4PTMTKRN6Y', 'kube-proxy'],
	['KUBE-FORWARD', 'kube-proxy'],
	['KUBE-FIREWALL', 'kubelet'],
	['KUBE-KUBELET-CANARY', 'kubelet'],
	['KUBE-ROUTER-FORWARD', 'kube-router'],
	['KUBE-POD-FW-ABC', 'kube-router'],
	['FLANNEL-FWD', 'flannel'],
	['flannel-ipv4', 'flannel'],
	['cali-FORWARD', 'calico'],
	['CILIUM_FORWARD', 'cilium'],
	['WEAVE-NPC', 'weave'],
	['CNI-HOSTPORT-DNAT', 'CNI plugins'],
	['DOCKER', 'docker'],
	['DOCKER-USER', 'docker'],
	['ufw6-before-input', 'ufw'],
	['IN_public_allow', 'firewalld'],
	['INPUT_ZONES', 'firewalld'],
	['firewalld', 'firewalld'],
	['kube-proxy', 'kube-proxy'],
])('%s is kept by %s', (name, owner) => {
	expect(chainOwner(name)).toBe(owner);
});

test.each(['INPUT', 'PREROUTING', 'filter', 'my-chain', 'KUBER', 'ufwx', ''])('%s names no owner', (name) => {
	expect(chainOwner(name)).toBeNull();
});
