// The table of docs/collectors.md: every fact and what it is read from, as its collector declares it.
import {collectors} from '../source/collectors/index.ts';
import {inputId} from '../source/model/input.ts';

const conditions = {
	nf_tables: 'if the kernel has nf_tables',
	'legacy-iptables': 'if there are legacy tables',
	'legacy-ip6tables': 'if there are legacy tables',
	ip_set: 'if the kernel has ip_set',
	systemd: 'if systemd runs',
};

const code = (text) => `\`${text.replaceAll('|', '\\|')}\``;

/** Long lists of units, files and namespaces show their first entries. */
const shorten = (text) => {
	const short = text.replace(/\{([^{},]+),[^{}]{90,}\}/, '{$1,…}');
	return short.length <= 110 || !short.includes(' ') ? short : `${short.slice(0, 60).replace(/ \S*$/, '')} …`;
};

const renderInput = (input) => {
	const name = 'query' in input ? 'systeminformation' : code(shorten(inputId(input)));
	return input.gate === undefined ? name : `${name} (${conditions[input.gate]})`;
};

/** Slots that differ only in their last alternative are one line: one command answers them, several files do without it. */
const renderSlots = (slots) => {
	const lines = new Map();
	for (const slot of slots) {
		const names = [slot].flat().map(renderInput);
		const first = names.slice(0, -1).join(', else ');
		const key = first === '' ? names[0] : first;
		const last = first === '' ? [] : [names.at(-1)];
		lines.set(key, [...new Set([...(lines.get(key) ?? []), ...last])]);
	}
	return [...lines].map(([first, last]) => (last.length === 0 ? first : `${first}, else ${last.join(' and ')}`));
};

const isRecorded = (slot) => [slot].flat().every((input) => input.gate === 'recorded');

const readFrom = (collector) => {
	const slots = collector.inputs({});
	const recorded = slots.filter(isRecorded).map((slot) => code(inputId([slot].flat()[0])));
	if (slots.length === 0) {
		return 'endpoints that the facts before it name: dialled';
	}
	return [
		...renderSlots(slots.filter((slot) => !isRecorded(slot))),
		...(recorded.length === 0 ? [] : [`never run, read where it was recorded or pasted: ${recorded.join(', ')}`]),
	].join('<br>');
};

/** A row a fact: its name, what it is, what is read for it (an `else` is read only where the one before cannot be), and the facts it follows. */
export const renderFactTable = () => {
	const seen = new Map();
	const rows = collectors.map((collector) => {
		const inputs = readFrom(collector);
		const first = seen.get(inputs);
		seen.set(inputs, first ?? collector.fact);
		const after = collector.after.map(code).join(', ');
		const from = first === undefined ? inputs : `the same as ${code(first)}`;
		return `| ${code(collector.fact)} | ${collector.title} | ${from} | ${after} |`;
	});
	return ['| Fact | What | Read from | After |', '|---|---|---|---|', ...rows].join('\n');
};
