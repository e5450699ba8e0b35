import type {CniConfigFile} from '../../model/facts/cni.ts';
import {defineRule} from '../../model/rule.ts';
import {contains, overlaps, parseCidr} from '../../net/cidr.ts';

/** Ranges of the samples: CRI-O's, and that of podman and of containerd's script. */
const sampleRanges = ['10.85.0.0/16', '10.88.0.0/16'].map(parseCidr).filter((cidr) => cidr !== null);

const isSample = ({file, plugins}: CniConfigFile): boolean => {
	const subnets = plugins.flatMap((plugin) => plugin.subnets.map(parseCidr)).filter((cidr) => cidr !== null);
	const isInSample = subnets.some((subnet) => sampleRanges.some((range) => contains(range, subnet)));
	return (
		isInSample ||
		/crio-bridge|podman-bridge/.test(file) ||
		(file.startsWith('10-containerd-net.') && subnets.length === 0)
	);
};

/** The network that comes with CRI-O, podman or containerd, the same on every machine. */
export const runtimeDefaultBridgeActive = defineRule({
	id: 'runtime-default-bridge-active',
	title: 'Pods do not use the sample network of the container runtime',
	severity: 'warning',
	tier: 1,
	group: 'cni',
	roles: ['control-plane', 'worker'],
	needs: ['cniConfigs', 'cni'],
	uses: ['addressPlan'],
	why: 'Every node then gives the same addresses to its pods. It looks healthy on one node, and pods of different nodes never reach each other.',
	fix: 'Move the sample away, restart the runtime, and make the pods anew.',
	commands: ['mv {file} /root/', '{restart:crio}', '{restart:containerd}', 'ip link delete cni0'],
	verify: ['ls -l {directory}'],
	docs: [
		'https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/network-plugins/',
		'https://github.com/cri-o/cri-o/issues/2411',
	],
	seen: 'live',
	check: ({cniConfigs, cni, addressPlan}) => {
		const [winner] = cniConfigs.files;
		if (winner === undefined || !isSample(winner)) {
			return [];
		}
		const subnet = winner.plugins.flatMap((plugin) => plugin.subnets)[0];
		const range = parseCidr(subnet ?? '');
		const daemon = cni.products
			.filter(({product}) => product !== cni.product)
			.map(({product, signs}) => ({product, at: signs.find(({sign}) => sign === 'daemon')?.at}))
			.find(({at}) => at !== undefined);
		const cluster = addressPlan?.ranges.find(({kind, provenance, family}) => {
			return kind === 'cluster-pods' && provenance === 'declared' && family === 4;
		});
		const whole = parseCidr(cluster?.cidr ?? '');
		const isOutside = whole !== null && range !== null && !overlaps(whole, range);
		const harm =
			daemon !== undefined ? `, while the agent of ${daemon.product} runs` : isOutside ? `, not ${cluster?.cidr}` : '';
		const places = [winner.at, daemon?.at, isOutside ? cluster?.at : undefined];
		return [
			{
				expected: 'the configuration of a network add-on',
				actual: `pods use the runtime's sample network ${winner.file}${subnet === undefined ? '' : ` (${subnet})`}${harm}`,
				severity: harm === '' ? ('info' as const) : ('warning' as const),
				evidence: places.filter((at) => at !== undefined),
				values: {file: winner.path, directory: cniConfigs.directory},
			},
		];
	},
});
