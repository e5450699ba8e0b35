import type {NodeRole} from '../model/conclusions.ts';
import {defineDerivation} from '../model/derivation.ts';
import type {Distribution, Role} from '../model/layout.ts';
import {distributionSigns} from './distribution-signs.ts';
import {loadBalancers} from './load-balancers.ts';
import {baseName} from './program.ts';
import {readVersion} from './read-version.ts';
import {type RoleFacts, type RoleView, roleFacts} from './role-facts.ts';
import {roleSigns} from './role-signs.ts';
import {type Sign, scores} from './sign.ts';

/** Distributions whose control plane the provider runs. */
const managed: readonly Distribution[] = ['eks', 'gke', 'aks'];

/** The score from which something is determined; from 1 on it is probable. */
const determined = 3;

/**
 * The roles that scores speak for. A node with a kubelet is a worker unless it is something more; a copied
 * admin.conf alone makes no control plane, of a worker or of an administrator's machine; a load balancer has no kubelet.
 */
const rolesOf = (of: ReadonlyMap<Role, number>): readonly Role[] => {
	const score = (role: Role): number => of.get(role) ?? 0;
	const isControlPlane = score('control-plane') >= 2;
	const hasEtcd = score('etcd') >= (isControlPlane || score('worker') === 0 ? 1 : 2);
	if (isControlPlane || hasEtcd) {
		return [...(isControlPlane ? (['control-plane'] as const) : []), ...(hasEtcd ? (['etcd'] as const) : [])];
	}
	if (score('worker') >= 1) {
		return ['worker'];
	}
	return score('load-balancer') >= 1 ? ['load-balancer'] : [];
};

/** The distribution with the highest score; K3s's files stand on a node beside kubeadm's only where somebody changed over. */
const distributionOf = (of: ReadonlyMap<Distribution, number>): Distribution => {
	let best: Distribution = 'unknown';
	let most = 0;
	for (const [distribution, score] of of) {
		// kind nodes are kubeadm nodes in containers.
		const weighed = distribution === 'kind' && score >= determined ? score + 100 : score;
		if (weighed > most) {
			best = distribution;
			most = weighed;
		}
	}
	return most >= 1 ? best : 'unknown';
};

type IsWhole = (name: 'components' | RoleFacts) => boolean;

/** Whether a program runs that may stand in front of an API server; only its sockets tell. */
const mayBalance = ({processes}: RoleView): boolean =>
	processes?.some((process) => loadBalancers.includes(baseName(process.argv[0] ?? process.name))) === true;

/** Where processes of other users are hidden (hidepid of proc(5)) the folders and the ports say it too. */
const sawAll = ({processes}: RoleView, isWhole: IsWhole): boolean =>
	isWhole('processes') && processes?.some((process) => process.pid === 1) === true
		? true
		: isWhole('kubernetesFiles') && isWhole('listeners');

/** Whether everything was seen that could point to Kubernetes, and nothing does. */
const isPlainMachine = (node: RoleView, signs: readonly Sign[], isWhole: IsWhole): boolean =>
	signs.length === 0 &&
	sawAll(node, isWhole) &&
	(!mayBalance(node) || (isWhole('listeners') && isWhole('connections')));

const versionOf = ({components, kubeletVersion}: RoleView): NodeRole['version'] => {
	const kubelet = kubeletVersion === undefined ? null : readVersion(kubeletVersion.value);
	if (kubelet !== null && kubeletVersion !== undefined) {
		return {value: kubelet, at: kubeletVersion.at};
	}
	const api = components['kube-apiserver'];
	return api?.manifest && api.version !== null ? {value: api.version, at: api.manifest.at} : null;
};

const build = (node: RoleView, isWhole: IsWhole): NodeRole => {
	const signs = [...roleSigns(node), ...distributionSigns(node)];
	const of = scores(signs, 'role');
	const roles = rolesOf(of);
	const isPlain = isPlainMachine(node, signs, isWhole);
	const best = roles[0] === undefined ? 0 : (of.get(roles[0]) ?? 0);
	const distribution = isPlain || roles[0] === 'load-balancer' ? 'none' : distributionOf(scores(signs, 'distribution'));
	return {
		roles,
		name: roles[0] ?? (isPlain ? 'none' : 'undetermined'),
		distribution,
		managed: managed.includes(distribution),
		certainty: isPlain || best >= determined ? 'determined' : best >= 1 ? 'probable' : 'undetermined',
		signs: signs.map(({means, weight, at}) => ({means, weight, at})),
		version: versionOf(node),
	};
};

/** What the node is for and which distribution made it. */
export const role = defineDerivation({
	conclusion: 'role',
	title: 'Role and distribution',
	needs: ['components'],
	uses: roleFacts,
	derive: (node, isWhole) => build(node, isWhole),
});
