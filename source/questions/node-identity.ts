import type {Located} from '../model/facts/host.ts';
import {defineQuestion} from '../model/question.ts';
import {joinWords} from './join-words.ts';
import {notKnown} from './missing.ts';

/** What a cloned machine has in common with its original. */
export const nodeIdentity = defineQuestion({
	number: 36,
	id: 'node-identity',
	question: 'What are hostname, machine ID and product UUID of the node?',
	uses: ['hostname', 'machineId', 'productUuid'],
	commands: ['hostname', 'cat /etc/machine-id', 'cat /sys/class/dmi/id/product_uuid'],
	answer: ({hostname, machineId, productUuid}) => {
		const all: readonly (readonly [name: string, found: Located<string | null> | undefined])[] = [
			['hostname', hostname],
			['machine ID', machineId],
			['product UUID', productUuid],
		];
		const known = all.flatMap(([name, found]) => (found?.value ? [{name, value: found.value, at: found.at}] : []));
		const rest = all.filter(([, found]) => !found?.value);
		if (known.length === 0) {
			return notKnown("The node's hostname and IDs are", 'hostname', 'cat /etc/machine-id');
		}
		const texts = [
			...known.map(({name, value}) => `${name} ${value}`),
			...rest.map(([name, found]) => (found === undefined ? `${name} not known` : `no ${name}`)),
		];
		const answer = joinWords(texts);
		return {
			answer: `${answer.charAt(0).toUpperCase()}${answer.slice(1)}.`,
			values: known.map(({value}) => value),
			evidence: known.map(({at}) => at),
		};
	},
});
