import {readFileSync} from 'node:fs';
import path from 'node:path';
import type {Part} from '../../source/model/capture.ts';

/** The folder with the recorded inputs. */
export const fixtures = path.join(import.meta.dirname, '../../fixtures');

/** A text as a parser gets it. */
export const part = (text: string, name = 'test'): Part => ({name, text});

/** A recorded file under `fixtures/` as a parser gets it. */
export const recordedPart = (file: string, name = file): Part => ({
	name,
	text: readFileSync(path.join(fixtures, file), 'utf8'),
});
