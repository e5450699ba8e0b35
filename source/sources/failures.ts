import type {Failure, FailureKind} from '../model/capture.ts';

/** What makes a reading possible that only root may do. */
export const asRoot = 'run as root';

/** A failure with its reason in one line. */
export const failure = (kind: FailureKind, detail: string, remedy: string | null = null): Failure => ({
	kind,
	detail,
	remedy,
});

/** The code of a system call's error (`ENOENT`), or the empty text for any other value. */
export const errorCode = (error: unknown): string =>
	typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Why a path could not be read, from the error of its system call (errno(3)). */
export const pathFailure = (path: string, error: unknown): Failure => {
	const code = errorCode(error);
	switch (code) {
		case 'ENOENT':
		case 'ENOTDIR':
		case 'ESRCH':
			return failure('missing', `${path} does not exist`);
		case 'EACCES':
		case 'EPERM':
			return failure('denied', `${path} may not be read`, asRoot);
		case 'EISDIR':
		case 'ENXIO':
		case 'ENODEV':
			return failure('not-a-file', `${path} is not a file`);
		default:
			return failure('failed', `${path}: ${code === '' ? String(error) : code}`);
	}
};
