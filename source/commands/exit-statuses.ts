import type {ExitStatus} from './command-declaration.ts';

/** What kdiag's own trouble is called by all commands (sysexits(3)), and how it ends by a signal. */
export const troubleStatuses: readonly ExitStatus[] = [
	{codes: '64', means: 'wrong usage'},
	{codes: '65', means: 'nothing in the input was understood'},
	{codes: '66', means: 'cannot read the path'},
	{codes: '70', means: 'a bug in kdiag'},
	{codes: '73', means: 'cannot create the output'},
	{codes: '74', means: 'cannot write it'},
	{codes: '129, 130, 143', means: 'ended by HUP, INT, TERM'},
];

/** The exit statuses of a report. */
export const reportStatuses: readonly ExitStatus[] = [
	{codes: '0', means: 'nothing wrong at or above --fail-on, and all that is required could be checked'},
	{codes: '1', means: 'the worst failure is a warning'},
	{codes: '2', means: 'the worst failure is an error'},
	{codes: '3', means: 'nothing wrong found, but a required rule could not be checked'},
	...troubleStatuses,
];
