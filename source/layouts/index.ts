import type {Layout} from '../model/layout.ts';
import {aksWorker} from './aks.ts';
import {eksWorker} from './eks.ts';
import {gkeWorker} from './gke.ts';
import {k3sAgent, k3sServer} from './k3s.ts';
import {kindControlPlane, kindWorker} from './kind.ts';
import {kubeadmControlPlane, kubeadmEtcd, kubeadmWorker, loadBalancer} from './kubeadm.ts';
import {microk8sControlPlane, microk8sWorker} from './microk8s.ts';
import {rke2Agent, rke2Server} from './rke2.ts';
import {talosControlPlane, talosWorker} from './talos.ts';
import {unknownControlPlane, unknownEtcd, unknownWorker} from './unknown.ts';

/** Every layout, one for each distribution and role. */
export const layouts: readonly Layout[] = [
	kubeadmControlPlane,
	kubeadmWorker,
	kubeadmEtcd,
	loadBalancer,
	kindControlPlane,
	kindWorker,
	k3sServer,
	k3sAgent,
	rke2Server,
	rke2Agent,
	microk8sControlPlane,
	microk8sWorker,
	eksWorker,
	gkeWorker,
	aksWorker,
	talosControlPlane,
	talosWorker,
	unknownControlPlane,
	unknownWorker,
	unknownEtcd,
];
