import type {NodeRole} from '../model/conclusions.ts';
import type {AnyDerivation} from '../model/derivation.ts';
import type {ExpectedListener, Layout, Role} from '../model/layout.ts';
import type {LayoutChange} from '../model/layout-file.ts';

type Derive = (view: never, isWhole: (name: never) => boolean) => unknown;

/** The same derivation with its conclusion changed; one that is unavailable stays so, unless `change` takes null. */
const changed = <T>(
	derivation: AnyDerivation,
	change: (value: T | null, view: {readonly role?: NodeRole}) => unknown,
): AnyDerivation => {
	const derive: Derive = (view, isWhole) => {
		const value = derivation.derive(view, isWhole) as object;
		return 'unavailable' in value ? (change(null, view) ?? value) : change(value as T, view);
	};
	return {...derivation, derive} as AnyDerivation;
};

/** Conclusions with the role that the user names. */
export const withRole =
	(roles: readonly Role[]) =>
	(derivation: AnyDerivation): AnyDerivation =>
		derivation.conclusion !== 'role'
			? derivation
			: changed<NodeRole>(derivation, (role) => ({
					...(role ?? {distribution: 'unknown', managed: false, signs: [], version: null}),
					roles,
					name: roles[0] ?? 'undetermined',
					certainty: 'determined',
				}));

const listenerOf = (listener: LayoutChange['listeners'][number]): ExpectedListener => ({
	component: listener.component,
	purpose: listener.purpose ?? listener.component,
	port: listener.port,
	protocol: listener.protocol,
	owners: listener.owners ?? [listener.component],
	scope: listener.scope,
	requirement: listener.requirement,
	clients: listener.clients,
});

const applies = (change: LayoutChange, layout: Layout): boolean =>
	change.role === layout.role && (change.distribution === undefined || change.distribution === layout.distribution);

/** A layout with the user's listeners: one on a port that it has already takes its place. */
const merge = (layout: Layout, changes: readonly LayoutChange[]): Layout => {
	const added = changes
		.filter((change) => applies(change, layout))
		.flatMap((change) => change.listeners.map(listenerOf));
	const replaced = new Set(added.map((listener) => `${listener.protocol}/${listener.port}`));
	return {
		...layout,
		listeners: [
			...layout.listeners.filter((listener) => !replaced.has(`${listener.protocol}/${listener.port}`)),
			...added,
		],
	};
};

/** Conclusions with the listeners that the user's layouts add or change. */
export const withLayouts =
	(changes: readonly LayoutChange[]) =>
	(derivation: AnyDerivation): AnyDerivation =>
		derivation.conclusion !== 'layout'
			? derivation
			: changed<Layout>(derivation, (layout) => layout && merge(layout, changes));
