import type {Process} from './facts/process.ts';

/** Words with which a program prints something and ends. */
const printing: ReadonlySet<string> = new Set(['--version', '-version', 'version', '-v', '-V', '--help', '-h', 'help']);

/** Whether a process only says something about its program: `kubelet --version`, as kdiag runs it itself. */
const isPrinting = ({argv: [, word, ...rest]}: Pick<Process, 'argv'>): boolean =>
	word !== undefined && rest.length === 0 && printing.has(word);

/**
 * Whether a process may be one of the node's own, and not of another node that runs on the same machine: in containers (kind) or in namespaces.
 * Such a node has a network of its own. Whose network may not be read (that of other users' processes), the PID namespaces tell, which everybody may
 * read: the node's programs stand in its own, its pods one below it, and what another node runs deeper still or in no pod.
 */
export const mayBeOfNode = (process: Pick<Process, 'argv' | 'hostNetwork' | 'pod' | 'pidNamespaces'>): boolean => {
	const {hostNetwork, pod, pidNamespaces} = process;
	return !isPrinting(process) && (hostNetwork ?? (pidNamespaces === null || pidNamespaces <= (pod === null ? 1 : 2)));
};
