import {unknownWord} from './command-failure.ts';

/** The recorded nodes that the executable carries, and what they show. */
export const demoTexts = {
	healthy: 'a worker on which nothing is wrong',
	fault: 'a worker with a single fault',
	ha: 'one of three control-plane nodes with stacked etcd, cut off from its peers',
} as const;

/** The name of a recorded node. */
export type DemoName = keyof typeof demoTexts;

/** The names, in the order in which they are offered. */
export const demoNames = Object.keys(demoTexts) as readonly DemoName[];

/** The demo of that name; the one with a fault when none is named. */
export const demoNamed = (name: string | undefined): DemoName => {
	const found = demoNames.find((candidate) => candidate === (name ?? 'fault'));
	if (found === undefined) {
		throw unknownWord('demo', name ?? '', demoNames);
	}
	return found;
};
