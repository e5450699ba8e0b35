import {gzipSync} from 'node:zlib';
import type {Report} from '../../source/model/report.ts';

/** A page with these templates of a report in it. */
export const pageWith = (...templates: readonly string[]): string =>
	[
		'<!doctype html>',
		'<html><head><title>kdiag</title></head><body><p>&lt;template id=&quot;kdiag-report&quot;&gt;</p>',
		...templates.map((text) => `<template id="kdiag-report">${text}</template>`),
		'</body></html>',
	].join('\n');

/** What a page carries of a document. */
export const packed = (document: string): string => gzipSync(document).toString('base64');

/** An HTML report as far as kdiag reads it again. */
export const reportPage = (report: Report): string => pageWith(packed(JSON.stringify(report)));
