import {layouts} from '../../source/layouts/index.ts';
import type {CniProduct} from '../../source/model/conclusions.ts';
import type {ContainerdConfig, LogTail} from '../../source/model/facts/kubernetes.ts';
import type {Distribution, Layout} from '../../source/model/layout.ts';
import {place, standard} from './node-facts.ts';

/** containerd's configuration by its own defaults, with what is given changed. */
export const containerd = (given: Partial<ContainerdConfig> = {}): ContainerdConfig => ({
	files: [],
	version: 2,
	disabledPlugins: standard([]),
	confDir: standard('/etc/cni/net.d'),
	binDirs: standard(['/opt/cni/bin']),
	maxConfNum: standard(1),
	systemdCgroup: standard(null),
	streamAddress: standard('127.0.0.1'),
	...given,
});

/** The layout of a distribution's workers. */
export const layoutOf = (distribution: Distribution): Layout => {
	const found = layouts.find((layout) => layout.distribution === distribution && layout.role === 'worker');
	if (found === undefined) {
		throw new Error(`no layout of a worker of ${distribution}`);
	}
	return found;
};

/** The last lines of a component's log file. */
export const tail = (component: string, ...lines: readonly string[]): LogTail => {
	const source = `/var/log/${component}.log`;
	return {
		component,
		source,
		namespace: null,
		pod: null,
		podUid: null,
		container: null,
		restart: null,
		lines: lines.map((text, index) => ({text, time: null, at: place(source, index + 1)})),
	};
};

/** A CNI product of which there are these signs. */
export const product = (name: string, ...signs: readonly CniProduct['signs'][number]['sign'][]): CniProduct => ({
	product: name,
	score: signs.length * 2,
	signs: signs.map((sign, index) => ({sign, at: place(`${name} ${sign}`, index + 1)})),
});
