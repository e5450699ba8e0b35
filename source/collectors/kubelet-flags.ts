import {lineNumber, type Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {Flag} from '../model/facts/kubernetes.ts';
import type {Parsed, Unparsed} from '../model/place.ts';
import {readFlags} from '../model/read-flags.ts';

/** A flag with the variable that holds it (`KUBELET_KUBEADM_ARGS`); null in a file of bare arguments. */
export type KubeletFlag = Flag & {readonly variable: string | null};

const assignment = /^(?:export )?([A-Za-z_][A-Za-z0-9_]*)=/;
const longestLine = 65_536;

/** The words of a command line as systemd splits them: blanks part, quotes hold together, a backslash takes the next character as it is. */
const splitWords = (text: string): readonly string[] => {
	const words: string[] = [];
	let word: string | null = null;
	let quote = '';
	for (let i = 0; i < text.length; i++) {
		const character = text[i] ?? '';
		if (character === quote && quote !== '') {
			quote = '';
		} else if (character === '\\' && quote !== "'" && i + 1 < text.length) {
			i++;
			word = (word ?? '') + text[i];
		} else if (quote === '' && (character === '"' || character === "'")) {
			quote = character;
			word ??= '';
		} else if (quote === '' && (character === ' ' || character === '\t')) {
			if (word !== null) {
				words.push(word);
			}
			word = null;
		} else {
			word = (word ?? '') + character;
		}
	}
	return word === null ? words : [...words, word];
};

/** One pair of quotes around a value is the file's, what is in it is the command line. */
const unquote = (value: string): string => {
	const text = value.trim();
	const quote = text[0];
	return text.length > 1 && (quote === '"' || quote === "'") && text.indexOf(quote, 1) === text.length - 1
		? text.slice(1, -1)
		: text;
};

/**
 * Reads the flags that a file hands to a component: /var/lib/kubelet/kubeadm-flags.env and /etc/default/kubelet
 * (https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/kubelet-integration/), or MicroK8s' files of bare arguments.
 */
export const parseKubeletFlags = (part: Part): Parsed<readonly KubeletFlag[]> => {
	const value: KubeletFlag[] = [];
	const unparsed: Unparsed[] = [];
	for (const [index, raw] of part.text.split('\n').entries()) {
		const line = raw.trim();
		const at = {source: part.name, line: lineNumber(part, index)};
		const [head, variable = null] = assignment.exec(line.slice(0, 256)) ?? [];
		if (line === '' || line.startsWith('#')) {
			continue;
		}
		if ((head === undefined && !line.startsWith('-')) || line.length > longestLine) {
			unparsed.push({...at, text: raw, expected: 'NAME=FLAGS or flags'});
			continue;
		}
		const words = splitWords(head === undefined ? line : unquote(line.slice(head.length)));
		value.push(...readFlags(words, at).map((flag) => ({...flag, variable})));
	}
	return {value, unparsed};
};

/** The text of kubeadm-flags.env. */
export const kubeletFlagsFormat: Format = {
	name: 'kubelet-flags',
	title: "kubelet's flags in an environment file",
	recognise: (text) => (/^(?:export )?KUBELET_[A-Z_]{1,40}ARGS=/m.test(text.slice(0, 4096)) ? 1 : 0),
	parse: parseKubeletFlags,
};
