import {Text, useApp, useInput, usePaste} from 'ink';
import {type ReactNode, useEffect, useSyncExternalStore} from 'react';
import {frameOf} from './frame.ts';
import {keyNames} from './key-names.ts';
import type {Store} from './store.ts';

/** Lends the terminal to somebody else until what they do is done. */
export type Suspend = (callback: () => Promise<void>) => Promise<unknown>;

/** Connects the screen to the world; ends when it is called back. */
export type Connect = (suspend: Suspend) => () => void;

/** The screen: a frame of the store's model, keys that go to the store, and the one effect that connects it to the world. */
export const App = ({store, connect}: {readonly store: Store; readonly connect: Connect}): ReactNode => {
	const model = useSyncExternalStore(store.subscribe, store.model);
	useInput((input, key) => store.send({kind: 'keys', names: keyNames(input, key)}));
	usePaste((text) => store.send({kind: 'paste', text}));
	const {suspendTerminal} = useApp();
	useEffect(() => connect(suspendTerminal), [connect, suspendTerminal]);
	// One text of finished lines: a component for each would cost more than all else of a frame.
	return <Text wrap="truncate">{frameOf(model).join('\n')}</Text>;
};
