/** The exit statuses, as every help of a report has them. The README's table is held against this. */
export const exitsText = `
Exit status:
  0  nothing wrong at or above --fail-on, and all that is required could be checked
  1  the worst failure is a warning           2  the worst failure is an error
  3  nothing wrong found, but a required rule could not be checked
  64 wrong usage   65 nothing in the input was understood   66 cannot read the path
  70 a bug in kdiag   73 cannot create the output   74 cannot write it
  129, 130, 143  ended by HUP, INT, TERM`;

/** What a SOURCE is. */
export const sourcesText = `
A SOURCE is one node: a snapshot file, a recorded folder, a folder of pasted command output,
one pasted file, or - for pasted text on standard input. Without one it is this machine.`;
