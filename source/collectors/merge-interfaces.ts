import type {Address, Interface} from '../model/facts/interface.ts';

const sameAddress = (a: Address, b: Address): boolean =>
	a.address === b.address && a.prefix === b.prefix && a.peer === b.peer;

const longer = <T>(a: readonly T[], b: readonly T[]): readonly T[] => (b.length > a.length ? b : a);

const join = (a: Interface, b: Interface): Interface => ({
	...a,
	index: a.index ?? b.index,
	flags: longer(a.flags, b.flags),
	mtu: a.mtu ?? b.mtu,
	state: a.state ?? b.state,
	linkType: a.linkType ?? b.linkType,
	mac: a.mac ?? b.mac,
	master: a.master ?? b.master,
	parent: a.parent ?? b.parent,
	peerIndex: a.peerIndex ?? b.peerIndex,
	networkNamespace: a.networkNamespace ?? b.networkNamespace,
	detailed: a.detailed || b.detailed,
	kind: a.kind ?? b.kind,
	slaveKind: a.slaveKind ?? b.slaveKind,
	vxlan: a.vxlan ?? b.vxlan,
	alternativeNames: longer(a.alternativeNames, b.alternativeNames),
	alias: a.alias ?? b.alias,
	addresses: [
		...a.addresses,
		...b.addresses.filter((address) => !a.addresses.some((known) => sameAddress(known, address))),
	],
});

/** Makes one record of each interface that several outputs show (`ip addr` and `ip -d link`, say); what the first says stands. */
export const mergeInterfaces = (interfaces: readonly Interface[]): readonly Interface[] => {
	const merged = new Map<string, Interface>();
	for (const item of interfaces) {
		const known = merged.get(item.name);
		merged.set(item.name, known === undefined ? item : join(known, item));
	}
	return [...merged.values()];
};
