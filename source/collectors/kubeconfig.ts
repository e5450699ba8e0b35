import {lineNumber, type Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {Certificate, Kubeconfig} from '../model/facts/kubernetes.ts';
import type {Parsed, Place, Unparsed} from '../model/place.ts';
import {readEmbeddedCertificate} from './certificate.ts';
import {readYaml} from './read-yaml.ts';
import {type Entry, entryAt, itemsAt, placeIn, type Tree, textAt, treeAt} from './tree.ts';

/** A kubeconfig as its file states it; `authorityPath` names the file of the certificate authority where that is not embedded. */
export type KubeconfigFile = Kubeconfig & {readonly authorityPath: string | null};

/** The member of a list of named things (`clusters`, `contexts`, `users`); the only one where no name is asked for. */
const named = (tree: Tree | null, list: string, inner: string, name: string | null): Tree | null => {
	const items = itemsAt(tree, list);
	const item = name === null ? items[0] : items.find((each) => textAt(each, 'name') === name);
	return treeAt(item, inner);
};

const certificateAt = (part: Part, entry: Entry | null): Certificate | null => {
	const data = textAt(entry?.value);
	return data === null || entry === null ? null : readEmbeddedCertificate(data, part.name, placeIn(part, entry));
};

const tokenKeys = ['token', 'tokenFile', 'password'];

const userOf = (part: Part, user: Tree | null) => ({
	clientCertificatePath: textAt(user, 'client-certificate'),
	clientCertificate: certificateAt(part, entryAt(user, 'client-certificate-data')),
	hasToken: tokenKeys.some((key) => treeAt(user, key) !== null),
	hasClientKey: treeAt(user, 'client-key-data') !== null || treeAt(user, 'client-key') !== null,
});

const faultOf = (tree: Tree | null, cluster: Tree | null, user: Tree | null, context: string | null): string | null => {
	if (tree?.kind !== 'map') {
		return tree === null ? 'the file is empty' : 'it is not a map';
	}
	if (cluster === null) {
		return context === null ? 'it names no cluster' : `the cluster of context ${context} is not in it`;
	}
	return user === null && context !== null ? `the user of context ${context} is not in it` : null;
};

/**
 * Reads a kubeconfig, the current context of it (https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/).
 * Keys, tokens and passwords are never looked at: only that they are there.
 */
export const parseKubeconfig = (part: Part): Parsed<readonly KubeconfigFile[]> => {
	const {tree, problem} = readYaml(part.text);
	const current = textAt(tree, 'current-context') || null;
	const context = named(tree, 'contexts', 'context', current);
	const cluster = named(tree, 'clusters', 'cluster', textAt(context, 'cluster'));
	const userName = textAt(context, 'user') ?? textAt(itemsAt(tree, 'users')[0], 'name');
	const user = named(tree, 'users', 'user', userName);
	const server = entryAt(cluster, 'server');
	const fault = problem === null ? faultOf(tree, cluster, user, current) : `line ${problem.line}: ${problem.message}`;
	const first: Place = {source: part.name, line: lineNumber(part, 0)};
	const at = problem !== null ? placeIn(part, problem) : server === null ? first : placeIn(part, server);
	const unparsed: readonly Unparsed[] =
		// The broken line itself may be a token.
		problem === null ? [] : [{...at, text: '(not shown)', expected: `a kubeconfig in YAML: ${problem.message}`}];
	const value: KubeconfigFile = {
		path: part.name,
		server: textAt(server?.value),
		user: userName,
		certificateAuthorityHash: certificateAt(part, entryAt(cluster, 'certificate-authority-data'))?.hash ?? null,
		authorityPath: textAt(cluster, 'certificate-authority'),
		...userOf(part, user),
		problem: fault,
		at,
	};
	return {value: [value], unparsed};
};

/** The text of a kubeconfig. */
export const kubeconfigFormat: Format = {
	name: 'kubeconfig',
	title: 'Kubeconfig, without its keys and tokens',
	recognise: (text) => {
		const sample = text.slice(0, 65_536);
		return /^"?clusters"?:/m.test(sample) && /^"?(?:users|contexts|current-context)"?:/m.test(sample) ? 1 : 0;
	},
	parse: parseKubeconfig,
};
