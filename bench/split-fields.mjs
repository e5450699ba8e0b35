/** The bare split that parsing is measured against: every line into its fields, all of them kept. */
export const splitFields = (text) => text.split('\n').map((line) => line.split(/\s+/));
