import {escapeVisible} from '../report/escape-visible.ts';

/** One line for standard error. What it quotes of the user, a file or a node cannot end the line or move the cursor. */
export const talkLine = (text: string): string => `kdiag: ${escapeVisible(text)}\n`;
