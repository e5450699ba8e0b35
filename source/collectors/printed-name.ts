import type {Interface} from '../model/facts/interface.ts';

/** What `ip` printed as the name of an interface, taken apart. */
type NameParts = Pick<Interface, 'name' | 'parent' | 'peerIndex'>;

/** Whether an IPv4 label, which starts with the interface's name, shows that the printed name has no `@` part. */
const labelSaysWhole = (item: Interface): boolean =>
	item.addresses.some((address) => address.label === item.name || address.label?.startsWith(`${item.name}:`));

const split = (
	item: Interface,
	plain: ReadonlySet<string>,
	known: ReadonlySet<string>,
	complete: boolean,
): NameParts => {
	const whole = {name: item.name, parent: null, peerIndex: null};
	const at = item.name.lastIndexOf('@');
	const name = item.name.slice(0, at);
	const after = item.name.slice(at + 1);
	if (at <= 0 || labelSaysWhole(item) || plain.has(name)) {
		return whole;
	}
	if (after === 'NONE') {
		return {...whole, name};
	}
	if (/^if\d{1,10}$/.test(after)) {
		return {...whole, name, peerIndex: Number(after.slice(2))};
	}
	if (complete && !known.has(after)) {
		return whole;
	}
	// busybox looks the number of a peer in another namespace up in its own and may find the interface itself.
	return {...whole, name, parent: after === name ? null : after};
};

/**
 * Takes the printed names of one output apart: `eth0@if24`, `cilium_net@cilium_host`, `tunl0@NONE`.
 * A name may hold `@` itself (`we@rd`); what follows the last one is a parent only if the output has such an interface, or does not show all of them.
 */
export const splitPrintedNames = (interfaces: readonly Interface[]): readonly Interface[] => {
	if (!interfaces.some((item) => item.name.includes('@'))) {
		return interfaces;
	}
	const plain = new Set(interfaces.map((item) => item.name));
	const known = new Set([...plain, ...interfaces.map((item) => item.name.slice(0, item.name.lastIndexOf('@')))]);
	const complete = plain.has('lo');
	return interfaces.map((item) => ({...item, ...split(item, plain, known, complete)}));
};
