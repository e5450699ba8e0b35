import {newestTail} from '../../derive/last-error.ts';
import {type MissingModule, missingModules, overlayModules} from '../../derive/missing-modules.ts';
import type {CniChain, ProxyMode} from '../../model/conclusions.ts';
import type {Modules} from '../../model/facts/host.ts';
import {defineRule} from '../../model/rule.ts';

type Present = {
	readonly modules?: Modules | undefined;
	readonly cni?: CniChain | undefined;
	readonly proxy?: ProxyMode | undefined;
};

/** Whether a module is there after all: loaded since, or what it makes exists. Not loaded is not missing, the kernel loads on demand. */
const isPresent = ({module}: MissingModule, {modules, cni, proxy}: Present): boolean =>
	modules?.loaded.some(({value}) => value === module) === true ||
	(overlayModules.includes(module) ? cni?.overlay != null : (proxy?.dataPlanes.length ?? 0) > 0);

/** Kernel modules that a component asked for and did not get. */
export const modulesMissing = defineRule({
	id: 'modules-missing',
	title: 'The kernel has the modules that the network needs',
	severity: 'error',
	tier: 2,
	group: 'system',
	roles: ['control-plane', 'worker'],
	needs: ['logs', 'cni', 'proxy'],
	enough: ['logs'],
	uses: ['modules', 'operatingSystem'],
	why: 'The overlay or the rules of kube-proxy cannot be made. Small kernels leave such modules to a package of their own (linux-modules-extra), newer ones drop those of legacy iptables.',
	fix: 'Install the package with the modules of this kernel, load {module}, and restart the pod that asked for it.',
	commands: ['modinfo {module}', 'modprobe {module}', 'echo {module} >> /etc/modules-load.d/k8s.conf'],
	verify: ['grep -w {module} /proc/modules'],
	docs: [
		'https://github.com/flannel-io/flannel/tree/master/Documentation',
		'https://docs.cilium.io/en/stable/operations/system_requirements/',
	],
	seen: 'never seen live; tested on made-up facts',
	check: ({logs, cni, proxy, modules, operatingSystem}) => {
		const components = [...new Set(logs.map((tail) => tail.component))];
		const missing = components.flatMap((component) => {
			const tail = newestTail(logs, component);
			return tail === undefined ? [] : missingModules(tail).map((each) => ({component, ...each}));
		});
		return missing
			.filter((each) => !isPresent(each, {modules, cni, proxy}))
			.map(({component, module, line}) => ({
				expected: `${module} in the kernel`,
				actual: `${component} cannot work: the kernel${operatingSystem?.kernel ? ` ${operatingSystem.kernel}` : ''} has no ${module}`,
				evidence: [line.at],
				values: {module},
			}));
	},
});
