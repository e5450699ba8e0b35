import type {Supervisor} from '../model/conclusions.ts';
import type {Fix} from '../model/finding.ts';
import type {Violation} from '../model/rule.ts';

/** The declared half of a fix. */
export type FixTemplate = {
	readonly fix: string;
	readonly commands: readonly string[];
	readonly verify: readonly string[];
};

/** A value that may enter a command: no blank, quote, control or shell character. Longer lists are joined by a comma. */
const isPlain = (value: string): boolean => /^[A-Za-z0-9_./:,@%+=[\]-]{1,255}$/.test(value) && !value.startsWith('-');

const actions = ['start', 'restart', 'stop', 'logs'] as const;

const fromSupervisor = (supervisor: Supervisor | undefined, name: string): string | undefined => {
	const [action, component] = name.split(':');
	const service = supervisor?.services[component ?? ''];
	return actions.find((known) => known === action) ? service?.[action as (typeof actions)[number]] : undefined;
};

const fill = (template: string, lookUp: (name: string) => string | undefined): string | null => {
	let complete = true;
	const text = template.replace(/\{([a-zA-Z][\w:-]*)\}/g, (placeholder, name: string) => {
		const value = lookUp(name);
		if (value === undefined) {
			complete = false;
			return placeholder;
		}
		return value;
	});
	return complete ? text : null;
};

/**
 * The fix with this node's values in it. A command for which a value is missing or could carry shell syntax is left out: words are better than a wrong command.
 */
export const fillFix = (
	rule: FixTemplate,
	violations: readonly Violation[],
	supervisor: Supervisor | undefined,
): Fix => {
	const commands = new Set<string>();
	const verify = new Set<string>();
	let text = rule.fix;
	for (const violation of violations.length > 0 ? violations : [undefined]) {
		const values = violation?.values ?? {};
		const inCommand = (name: string): string | undefined => {
			const value = Object.hasOwn(values, name) ? values[name] : undefined;
			return value === undefined ? fromSupervisor(supervisor, name) : isPlain(value) ? value : undefined;
		};
		const inText = (name: string): string | undefined =>
			Object.hasOwn(values, name) ? values[name] : (fromSupervisor(supervisor, name) ?? `<${name}>`);
		text = fill(text, inText) ?? text;
		for (const command of violation?.commands ?? rule.commands) {
			const filled = fill(command, inCommand);
			if (filled !== null) {
				commands.add(filled);
			}
		}
		for (const command of rule.verify) {
			const filled = fill(command, inCommand);
			if (filled !== null) {
				verify.add(filled);
			}
		}
	}
	return {text, commands: [...commands], verify: [...verify]};
};
