import {hasOwnDefault, isKnownSetting} from '../../derive/known-setting.ts';
import {newestTail} from '../../derive/last-error.ts';
import type {ContainerdConfig, KubeletConfig, LogLine, LogTail} from '../../model/facts/kubernetes.ts';
import {defineRule} from '../../model/rule.ts';

/** The first minor version whose kubelet asks the runtime for its driver without being told to (feature KubeletCgroupDriverFromCRI). */
const asksRuntime = 31;

/** What a kubelet logs that asked: the runtime told its driver, or cannot. */
const toldLine = /Using cgroup driver setting received from the CRI runtime/;
const fallsBackLine = /Falling back to using cgroupDriver from kubelet config/;

/** The last line about it in kubelet's log. */
const answerOf = (logs: readonly LogTail[] | undefined): LogLine | undefined =>
	newestTail(logs ?? [], 'kubelet')?.lines.findLast(({text}) => toldLine.test(text) || fallsBackLine.test(text));

const minorOf = (version: string | undefined): number | null => {
	const [, minor] = /^1\.(\d{1,3})/.exec(version?.slice(0, 12) ?? '') ?? [];
	return minor === undefined ? null : Number(minor);
};

const usesContainerd = ({runtimeEndpoint}: KubeletConfig): boolean =>
	runtimeEndpoint.value === '' || runtimeEndpoint.value.includes('containerd');

/** Whether the whole of containerd's configuration was read; without a file its defaults hold. */
const isWhole = ({files}: ContainerdConfig): boolean =>
	files.every(({state}) => state === 'read' || state === 'missing');

/** cgroupDriver of kubelet against SystemdCgroup of containerd. */
export const cgroupDriverMismatch = defineRule({
	id: 'cgroup-driver-mismatch',
	title: 'Kubelet and the container runtime use one cgroup driver',
	severity: 'error',
	tier: 3,
	group: 'runtime',
	roles: ['control-plane', 'worker', 'etcd'],
	needs: ['kubeletConfig', 'containerdConfig'],
	uses: ['role', 'logs'],
	why: 'Two programs manage the same processes and memory: under load pods are killed and started again, the API server with them ("connection refused" every few minutes).',
	fix: 'Set both to systemd where systemd runs: cgroupDriver in {kubelet}, SystemdCgroup in the runc options of {containerd}. Drain the node first and restart both.',
	commands: [
		'grep -n cgroupDriver {kubelet}',
		'grep -n SystemdCgroup {containerd}',
		'{restart:containerd}',
		'{restart:kubelet}',
	],
	verify: ['crictl info | grep -i systemdCgroup'],
	docs: [
		'https://kubernetes.io/docs/setup/production-environment/container-runtimes/',
		'https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/configure-cgroup-driver/',
	],
	seen: 'live',
	check: ({kubeletConfig, containerdConfig, role, logs}) => {
		const {cgroupDriver, configPath} = kubeletConfig;
		if (!usesContainerd(kubeletConfig)) {
			return {skip: 'kubelet uses another runtime than containerd'};
		}
		if (!isKnownSetting(cgroupDriver, kubeletConfig) || !hasOwnDefault(cgroupDriver, role?.distribution)) {
			return {unknown: 'the cgroup driver of kubelet is not known'};
		}
		if (containerdConfig.systemdCgroup.at === null && !isWhole(containerdConfig)) {
			return {unknown: 'the cgroup driver of containerd is not known', remedy: 'run as root'};
		}
		const runtime = containerdConfig.systemdCgroup.value === true ? 'systemd' : 'cgroupfs';
		if (runtime === cgroupDriver.value) {
			return [];
		}
		const minor = minorOf(role?.version?.value);
		if (minor === null) {
			return {unknown: 'the version of kubelet is not known, and newer ones ask the runtime for its driver'};
		}
		// containerd 2 tells its driver; its configuration has version 3, or an older one that it still reads.
		const answer = answerOf(logs);
		if (minor >= asksRuntime && (answer === undefined || toldLine.test(answer.text))) {
			return answer !== undefined || (containerdConfig.version ?? 0) >= 3
				? {skip: 'kubelet asks containerd for its cgroup driver'}
				: {unknown: 'kubelet may have asked containerd for its cgroup driver', remedy: 'containerd --version'};
		}
		const shown = containerdConfig.systemdCgroup.at ?? containerdConfig.files[0]?.at;
		return [
			{
				expected: `cgroup driver ${runtime}, as containerd has it`,
				actual: `kubelet uses the cgroup driver ${cgroupDriver.value}, containerd ${runtime}`,
				evidence: [cgroupDriver.at ?? kubeletConfig.files[0]?.at, shown, answer?.at].filter((at) => at != null),
				values: {
					kubelet: cgroupDriver.at?.source ?? configPath.value,
					containerd: shown?.source ?? '/etc/containerd/config.toml',
				},
			},
		];
	},
});
