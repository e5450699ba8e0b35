import {unknownWord} from './command-failure.ts';

/** The recorded nodes that the executable carries to look at, and what they show. */
export const demoTexts = {
	healthy: 'a worker on which nothing is wrong',
	fault: 'a worker with a single fault',
	ha: 'one of three control-plane nodes with stacked etcd, cut off from its peers',
} as const;

/** The recorded nodes to practise on, by number: a name would give the fault away. */
export const exerciseNames = ['1', '2', '3', '4', '5', '6'] as const;

/** The name of a recorded node. */
export type DemoName = keyof typeof demoTexts | (typeof exerciseNames)[number];

/** The demos, in the order in which they are offered. */
export const demoNames = Object.keys(demoTexts) as readonly (keyof typeof demoTexts)[];

const named = (what: string, names: readonly DemoName[], name: string): DemoName => {
	const found = names.find((candidate) => candidate === name);
	if (found === undefined) {
		throw unknownWord(what, name, names, `kdiag help ${what}`);
	}
	return found;
};

/** The demo of that name; the one with a fault when none is named. */
export const demoNamed = (name: string | undefined): DemoName => named('demo', demoNames, name ?? 'fault');

/** The exercise of that number; the first when none is named. */
export const exerciseNamed = (name: string | undefined): DemoName => named('exercise', exerciseNames, name ?? '1');
