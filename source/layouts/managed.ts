import type {ExpectedListener, Layout} from '../model/layout.ts';
import {
	etcdListeners,
	insecureListeners,
	kubeletApi,
	kubeletHealth,
	planeListeners,
	proxyHealth,
	proxyMetrics,
	unwanted,
} from './listeners.ts';

/** Kubelet and the service proxy as providers of managed clusters set them up: metrics may be open to the node network. */
export const managedNode: readonly ExpectedListener[] = [
	kubeletApi(),
	kubeletHealth({requirement: 'optional'}),
	proxyHealth(),
	proxyMetrics({scope: 'any'}),
];

/** The control plane that the provider runs elsewhere. */
export const noControlPlane: readonly ExpectedListener[] = unwanted([...planeListeners, ...etcdListeners]);

/** Insecure ports; `keep` names those that the provider opens on purpose. */
export const insecureExcept = (...keep: readonly number[]): readonly ExpectedListener[] =>
	insecureListeners.map((listener) =>
		keep.includes(listener.port) ? {...listener, requirement: 'optional'} : listener,
	);

/** Ranges of a cluster whose network the provider plans. */
export const noRanges: Layout['ranges'] = {service: null, pod: null, dns: null};
