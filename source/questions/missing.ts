import type {NodeRole} from '../model/conclusions.ts';
import {joinWords} from './join-words.ts';

/** An answer that cannot be given. */
export type Missing = {readonly missing: string};

const howToTell = (outputs: readonly string[]): string =>
	`run kdiag as root on the node, or paste the output of ${joinWords(
		outputs.map((output) => `\`${output}\``),
		'or',
	)}`;

/** Says what is not known, with its verb (`The routes are`), and which outputs would tell. */
export const notKnown = (what: string, ...outputs: readonly string[]): Missing => ({
	missing: `${what} not known: ${howToTell(outputs)}.`,
});

const noneKnown = (what: string, outputs: readonly string[]): Missing => ({
	missing: `No ${what} is known here: ${howToTell(outputs)}.`,
});

/** Why a node of this role does not have something; null where it should. */
const reasonOfRole = (role: NodeRole | undefined, what: string, isOfControlPlane: boolean): string | null => {
	switch (role?.name) {
		case 'none':
			return `This machine runs no part of Kubernetes: ask for ${what} on a node.`;
		case 'load-balancer':
			return `This load balancer shows no ${what}: ask on a ${isOfControlPlane ? 'control-plane ' : ''}node.`;
		case 'worker':
			return !isOfControlPlane
				? null
				: role.managed
					? `The provider runs the control plane, so no node shows ${what}.`
					: `This worker shows no ${what}: ask on a control-plane node.`;
		default:
			return null;
	}
};

/** Says that something of the control plane is not on this node, or what would tell. `what` without article: `kube-scheduler`. */
export const notOnControlPlane = (role: NodeRole | undefined, what: string, ...outputs: readonly string[]): Missing => {
	const reason = reasonOfRole(role, what, true);
	return reason === null ? noneKnown(what, outputs) : {missing: reason};
};

/** Says that something that every node has is not on this machine, or what would tell. `what` without article: `kubelet`. */
export const notOnNode = (role: NodeRole | undefined, what: string, ...outputs: readonly string[]): Missing => {
	const reason = reasonOfRole(role, what, false);
	return reason === null ? noneKnown(what, outputs) : {missing: reason};
};
