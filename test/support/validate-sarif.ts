import {readFileSync} from 'node:fs';
import path from 'node:path';
import {Ajv, type ValidateFunction} from 'ajv';

const read = (): object => {
	// Draft 4 calls `id` what later drafts call `$id`; of what else changed the schema uses nothing.
	const {
		$schema: _,
		id: __,
		...schema
	} = JSON.parse(readFileSync(path.join(import.meta.dirname, '../report/schemas/sarif-schema-2.1.0.json'), 'utf8'));
	return schema;
};

/** RFC 3986: only letters that an address may have, and percent signs with two digits. */
const reference = /^(?:[A-Za-z0-9._~:/?#[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*$/;

const compile = (): ValidateFunction =>
	new Ajv({strict: false, allErrors: true})
		.addFormat('uri', (text: string) => /^[a-z][a-z0-9+.-]*:/i.test(text) && reference.test(text))
		.addFormat('uri-reference', reference)
		.addFormat(
			'date-time',
			(text: string) => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) && !Number.isNaN(Date.parse(text)),
		)
		.compile(read());

let validate: ValidateFunction | undefined;

/** What is wrong with a log of SARIF 2.1.0 by the schema of OASIS. */
export const sarifProblems = (log: unknown): unknown => {
	validate ??= compile();
	validate(log);
	return validate.errors ?? [];
};
