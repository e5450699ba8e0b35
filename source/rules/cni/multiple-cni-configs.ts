import {productOfFile} from '../../derive/cni-products.ts';
import type {CniProduct} from '../../model/conclusions.ts';
import type {CniConfigFile} from '../../model/facts/cni.ts';
import {defineRule} from '../../model/rule.ts';

const isLoopback = ({plugins}: CniConfigFile): boolean =>
	plugins.length > 0 && plugins.every(({type}) => type === 'loopback');

const isSameNetwork = (a: CniConfigFile, b: CniConfigFile): boolean =>
	a.name === b.name && a.plugins[0]?.type === b.plugins[0]?.type;

const daemonAt = (file: CniConfigFile, products: readonly CniProduct[]): CniProduct['signs'][number] | undefined =>
	products.find(({product}) => product === productOfFile(file))?.signs.find(({sign}) => sign === 'daemon');

/** The files of the CNI folder after the first, in the byte-wise order in which the runtime takes them. */
export const multipleCniConfigs = defineRule({
	id: 'multiple-cni-configs',
	title: 'There is one network configuration',
	severity: 'warning',
	tier: 1,
	group: 'cni',
	roles: ['control-plane', 'worker'],
	needs: ['cniConfigs', 'cni'],
	uses: ['containerdConfig'],
	why: 'The runtime uses the first file by name and nothing else. What an old network or a package left there wins without a word.',
	fix: 'Move the file that is not wanted out of {directory}: a name such as backup.conf in it is loaded too.',
	commands: ['ls -l {directory}', 'mv {unwanted} /root/'],
	verify: ['ls -l {directory}'],
	docs: [
		'https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/network-plugins/',
		'https://github.com/containerd/containerd/blob/main/docs/cri/config.md',
	],
	seen: 'live',
	check: ({cniConfigs, cni, containerdConfig}) => {
		const [winner, ...later] = cniConfigs.files.filter((file) => !isLoopback(file));
		const others = winner === undefined ? [] : later.filter((file) => !isSameNetwork(winner, file));
		if (winner === undefined || others.length === 0) {
			return [];
		}
		if (cni.product === 'multus') {
			return {skip: 'Multus takes its default network from the other file'};
		}
		if (containerdConfig !== undefined && containerdConfig.maxConfNum.value !== 1) {
			return {skip: `the runtime is told to load several (max_conf_num = ${containerdConfig.maxConfNum.value})`};
		}
		const names = others.map(({file}) => file).join(', ');
		const living = cni.daemon.running === false ? others.find((file) => daemonAt(file, cni.products)) : undefined;
		const daemon = living === undefined ? undefined : daemonAt(living, cni.products);
		const expected = `only one network configuration in ${cniConfigs.directory}`;
		const places = [winner, ...others].slice(0, 4).map(({at}) => at);
		return daemon === undefined || living === undefined
			? [
					{
						expected,
						actual: `the runtime uses ${winner.file} and leaves out ${names}`,
						evidence: places,
						values: {directory: cniConfigs.directory, unwanted: others[0]?.path ?? ''},
					},
				]
			: [
					{
						expected,
						actual: `the runtime uses ${winner.file}, whose agent does not run; that of ${living.file} does`,
						severity: 'error' as const,
						evidence: [...places, daemon.at],
						values: {directory: cniConfigs.directory, unwanted: winner.path},
					},
				];
	},
});
