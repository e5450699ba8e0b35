import {accessSync, constants} from 'node:fs';
import path from 'node:path';
import {type Browser, chromium} from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const isProgram = (file: string): boolean => {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
};

/** A browser that this machine has; null where it has none. */
export const browserProgram: string | null =
	(process.env['PATH'] ?? '')
		.split(':')
		.flatMap((folder) => names.map((name) => path.join(folder, name)))
		.find(isProgram) ?? null;

/** Opens the machine's browser without a window. Its sandbox needs namespaces that containers often forbid; it opens only files of the test. */
export const openBrowser = (program: string): Promise<Browser> =>
	chromium.launch({executablePath: program, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage']});
