import * as z from 'zod';

/** A file of waivers: which failures are known and accepted, why, and until when. */
export const waiverFileSchema = z.strictObject({
	waivers: z.array(
		z.strictObject({
			rule: z.string().min(1),
			/** The node's id; every node where not given. */
			node: z.string().min(1).optional(),
			/** A text that the finding's sentence or one of its lines must hold. */
			match: z.string().min(1).optional(),
			reason: z.string().min(1),
			expires: z.iso.date(),
		}),
	),
});

/** A failure that somebody knows of: the rule, where, why it is accepted, and the last day (ISO 8601 date) on which it is. */
export type Waiver = z.infer<typeof waiverFileSchema>['waivers'][number];

/** The waiver that covers a finding. An expired one covers nothing: the finding counts again and says so. */
export type Waived = {readonly reason: string; readonly expires: string; readonly expired: boolean};
