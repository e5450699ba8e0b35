import type {Report} from '../model/report.ts';
import type {FailOn} from './exit-status.ts';
import {renderJson} from './render-json.ts';
import {renderText} from './render-text.ts';
import type {ReportFormat} from './report-formats.ts';
import type {Style} from './style.ts';

/** A document as one text, or in pieces where it may be longer than a string can be. */
export type RenderedReport = string | Iterable<string>;

/** A report in one of its formats. Only text has a style; `failOn` decides which failures fail a test of JUnit. Text and JSON are wanted most often, so only the others are loaded when they are asked for. */
export const renderReport = async (
	format: ReportFormat,
	report: Report,
	style: Style,
	failOn: FailOn = 'warning',
): Promise<RenderedReport> => {
	switch (format) {
		case 'text':
			return renderText(report, style);
		case 'json':
			return renderJson(report);
		case 'md':
			return (await import('./render-markdown.ts')).renderMarkdown(report);
		case 'html':
			return (await import('./render-html.ts')).renderHtml(report);
		case 'junit':
			return (await import('./render-junit.ts')).renderJunit(report, failOn);
		case 'sarif':
			return (await import('./render-sarif.ts')).renderSarif(report);
	}
};
