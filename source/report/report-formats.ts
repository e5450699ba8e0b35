/** How a report can be written. */
export const reportFormats = ['text', 'json', 'md', 'html', 'junit', 'sarif'] as const;

/** A way in which a report is written. */
export type ReportFormat = (typeof reportFormats)[number];
