import type {Layout} from '../model/layout.ts';
import {kubeadmControlPlane, kubeadmWorker} from './kubeadm.ts';

const changes = {
	distribution: 'kind',
	ranges: {service: '10.96.0.0/16', pod: '10.244.0.0/16', dns: '10.96.0.10'},
	docs: 'https://kind.sigs.k8s.io/docs/user/configuration/',
} as const;

/** A control-plane node of kind: a container that kubeadm set up. */
export const kindControlPlane: Layout = {...kubeadmControlPlane, ...changes};

/** A worker of kind. */
export const kindWorker: Layout = {...kubeadmWorker, ...changes};
