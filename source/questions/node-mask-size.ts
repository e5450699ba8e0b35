import type {Flag} from '../model/facts/kubernetes.ts';
import type {Place} from '../model/place.ts';
import {defineQuestion} from '../model/question.ts';
import {lastFlag} from '../model/read-flags.ts';
import {joinWords} from './join-words.ts';
import {notOnControlPlane} from './missing.ts';
import {rangesOf} from './planned-ranges.ts';

/** What kube-controller-manager uses without flags (kube-controller-manager(8)). */
const standard = {4: '24', 6: '64'} as const;

type Size = {readonly size: string; readonly by: string; readonly at: Place | null};

const sizeOf = (flags: readonly Flag[], family: 4 | 6): Size => {
	const own = lastFlag(flags, `node-cidr-mask-size-ipv${family}`);
	const flag = own ?? lastFlag(flags, 'node-cidr-mask-size');
	return flag === undefined
		? {size: standard[family], by: 'the default', at: null}
		: {size: flag.value, by: `--${flag.name}`, at: flag.at};
};

const familiesOf = (flags: readonly Flag[]): readonly (4 | 6)[] => {
	const ranges = lastFlag(flags, 'cluster-cidr')?.value.split(',') ?? [];
	const has6 = ranges.some((range) => range.includes(':'));
	return has6 ? (ranges.every((range) => range.includes(':')) ? [6] : [4, 6]) : [4];
};

/** The mask of each node's pod CIDR. */
export const nodeMaskSize = defineQuestion({
	number: 16,
	id: 'node-mask-size',
	question: "What is the mask size of a node's pod CIDR?",
	uses: ['components', 'addressPlan', 'role'],
	commands: ['grep node-cidr-mask-size /etc/kubernetes/manifests/kube-controller-manager.yaml'],
	answer: ({components, addressPlan, role}) => {
		const manager = components?.['kube-controller-manager'];
		if (manager !== undefined && manager.flags.length > 0) {
			const sizes = familiesOf(manager.flags).map((family) => sizeOf(manager.flags, family));
			const at = manager.processes[0]?.at ?? manager.manifest?.at;
			return {
				answer: `Each node gets a pod CIDR of ${joinWords(sizes.map(({size, by}) => `/${size} (${by})`))}.`,
				values: sizes.map(({size}) => size),
				evidence: sizes.map((size) => size.at ?? at).filter((place) => place !== undefined),
			};
		}
		const own = rangesOf(addressPlan, 'node-pods');
		if (own.length === 0) {
			const what = 'mask size of pod CIDRs';
			return notOnControlPlane(role, what, 'cat /etc/kubernetes/manifests/kube-controller-manager.yaml');
		}
		const sizes = own.map(({cidr}) => cidr.split('/')[1] ?? '');
		return {
			answer: `Inferred from this node's own ${joinWords(own.map(({cidr}) => cidr))}: ${joinWords(sizes.map((size) => `/${size}`))}; the flags of kube-controller-manager, which set it, are not known here.`,
			values: sizes,
			evidence: own.map(({at}) => at),
		};
	},
});
