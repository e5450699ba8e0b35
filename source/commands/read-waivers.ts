import {type Waiver, waiverFileSchema} from '../model/waiver.ts';
import {rules} from '../rules/index.ts';
import {commandFailure} from './command-failure.ts';
import {nearestWord} from './nearest-word.ts';
import {readSettings} from './read-settings.ts';

/** The waivers of a file (`--waive`), checked: an unknown rule or key, or a bad date, is one line with its place. */
export const readWaivers = async (file: string): Promise<readonly Waiver[]> => {
	const {value, lineOf} = await readSettings(file, waiverFileSchema);
	const known = rules.map((rule) => rule.id);
	for (const [index, waiver] of value.waivers.entries()) {
		if (!known.includes(waiver.rule)) {
			const near = nearestWord(waiver.rule, known);
			const hint = near === null ? '' : `; did you mean '${near}'?`;
			throw commandFailure(
				64,
				`${file}:${lineOf(['waivers', index, 'rule'])}: there is no rule '${waiver.rule}'${hint}`,
			);
		}
	}
	return value.waivers;
};
