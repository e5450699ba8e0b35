import type {ExpectedListener, Layout} from '../model/layout.ts';
import {kubeadmControlPlane, kubeadmEtcd, kubeadmWorker} from './kubeadm.ts';
import {optional} from './listeners.ts';

/** What holds of every distribution: nodes have kubelet's API, control planes the API server. */
const always = new Set(['kubelet API', 'Kubernetes API']);

/**
 * Kubernetes's own ports, where the distribution is not known. Where a component listens is then its own default,
 * all addresses, so that nothing is too wide.
 */
const soften = (listeners: readonly ExpectedListener[]): readonly ExpectedListener[] =>
	listeners.flatMap((listener) => {
		const softened = always.has(listener.purpose) ? [listener] : optional([listener]);
		return softened.map((one) => (one.component === 'etcd' ? one : {...one, scope: 'any' as const}));
	});

const generic = (layout: Layout): Layout => ({
	...layout,
	distribution: 'unknown',
	listeners: soften(layout.listeners),
	ranges: {service: null, pod: null, dns: null},
});

/** A control-plane node of an unknown distribution. */
export const unknownControlPlane: Layout = generic(kubeadmControlPlane);

/** A worker of an unknown distribution. */
export const unknownWorker: Layout = generic(kubeadmWorker);

/** A member of an etcd cluster of its own. */
export const unknownEtcd: Layout = generic(kubeadmEtcd);
