/** kube-proxy's and flannel's part of a healthy filter table, in the order of a real node. `input` and `forward` stand first in their chains. */
export const filterTable = (
	given: {
		readonly policies?: readonly [input: string, forward: string];
		readonly chains?: readonly string[];
		readonly input?: readonly string[];
		readonly forward?: readonly string[];
		readonly accepts?: readonly string[];
		readonly rest?: readonly string[];
	} = {},
): string => {
	const {policies = ['ACCEPT', 'ACCEPT'], chains = [], input = [], forward = [], accepts, rest = []} = given;
	return `*filter
:INPUT ${policies[0]} [0:0]
:FORWARD ${policies[1]} [0:0]
:OUTPUT ACCEPT [0:0]
:FLANNEL-FWD - [0:0]
:KUBE-FIREWALL - [0:0]
:KUBE-FORWARD - [0:0]
:KUBE-SERVICES - [0:0]
${chains.map((name) => `:${name} - [0:0]`).join('\n')}
${input.map((rule) => `-A INPUT ${rule}`).join('\n')}
-A INPUT -j KUBE-FIREWALL
${forward.map((rule) => `-A FORWARD ${rule}`).join('\n')}
-A FORWARD -m comment --comment "kubernetes forwarding rules" -j KUBE-FORWARD
-A FORWARD -m conntrack --ctstate NEW -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
-A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
${(accepts ?? ['-s 10.244.0.0/16 -j ACCEPT', '-d 10.244.0.0/16 -j ACCEPT']).map((rule) => `-A FLANNEL-FWD ${rule}`).join('\n')}
-A KUBE-FIREWALL ! -s 127.0.0.0/8 -d 127.0.0.0/8 -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP
-A KUBE-FORWARD -m conntrack --ctstate INVALID -j DROP
-A KUBE-FORWARD -m mark --mark 0x4000/0x4000 -j ACCEPT
-A KUBE-FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
${rest.join('\n')}
COMMIT
`;
};

/** kube-proxy's nat table with the service default/kubernetes, as it writes it in iptables mode. */
export const natTable = `*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:KUBE-MARK-MASQ - [0:0]
:KUBE-NODEPORTS - [0:0]
:KUBE-POSTROUTING - [0:0]
:KUBE-SEP-4D7BNOSE552G4USD - [0:0]
:KUBE-SERVICES - [0:0]
:KUBE-SVC-NPX46M4PTMTKRN6Y - [0:0]
-A PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
-A OUTPUT -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
-A POSTROUTING -m comment --comment "kubernetes postrouting rules" -j KUBE-POSTROUTING
-A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000
-A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN
-A KUBE-POSTROUTING -j MARK --set-xmark 0x4000/0x0
-A KUBE-POSTROUTING -m comment --comment "kubernetes service traffic requiring SNAT" -j MASQUERADE --random-fully
-A KUBE-SEP-4D7BNOSE552G4USD -s 192.168.56.13/32 -m comment --comment "default/kubernetes:https" -j KUBE-MARK-MASQ
-A KUBE-SEP-4D7BNOSE552G4USD -p tcp -m comment --comment "default/kubernetes:https" -m tcp -j DNAT --to-destination 192.168.56.13:6443
-A KUBE-SERVICES -d 10.96.0.1/32 -p tcp -m comment --comment "default/kubernetes:https cluster IP" -m tcp --dport 443 -j KUBE-SVC-NPX46M4PTMTKRN6Y
-A KUBE-SERVICES ! -d 127.0.0.0/8 -m comment --comment "kubernetes service nodeports; NOTE: this must be the last rule in this chain" -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS
-A KUBE-SVC-NPX46M4PTMTKRN6Y -m comment --comment "default/kubernetes:https -> 192.168.56.13:6443" -j KUBE-SEP-4D7BNOSE552G4USD
COMMIT
`;

/** What kube-proxy keeps of the other family's nat table on a node of one family: chains, and no service. */
export const emptyNatTable = `*nat
:PREROUTING ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:KUBE-KUBELET-CANARY - [0:0]
:KUBE-SERVICES - [0:0]
-A KUBE-SERVICES ! -d ::1/128 -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS
COMMIT
`;

/** A text without the lines that hold one of these words. */
export const without = (text: string, ...words: readonly string[]): string =>
	text
		.split('\n')
		.filter((line) => !words.some((word) => line.includes(word)))
		.join('\n');

/** The number of the line that holds a text, as evidence names it. */
export const lineOf = (text: string, word: string): number =>
	text.split('\n').findIndex((line) => line.includes(word)) + 1;
