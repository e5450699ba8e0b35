import type {Model} from './model.ts';
import {type Event, reduce, type Wish} from './reduce.ts';

/** Holds the model, and tells when it changes. */
export type Store = {
	readonly model: () => Model;
	readonly subscribe: (listener: () => void) => () => void;
	readonly send: (event: Event) => void;
};

/** A store that begins with a model. `perform` hears each wish; what comes of it is sent back as an event. */
export const createStore = (first: Model, perform: (wish: Wish, send: (event: Event) => void) => void): Store => {
	let current = first;
	const listeners = new Set<() => void>();
	const send = (event: Event): void => {
		const {model, wishes} = reduce(current, event);
		const isChanged = model !== current;
		current = model;
		if (isChanged) {
			for (const listener of listeners) {
				listener();
			}
		}
		for (const wish of wishes) {
			perform(wish, send);
		}
	};
	return {
		model: () => current,
		subscribe: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		send,
	};
};
