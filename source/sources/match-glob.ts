import picomatch from 'picomatch';

/**
 * Whether a path matches a glob, as a shell would say: `*` stays within one name and leaves out hidden ones (picomatch's defaults).
 * The glob is a constant of a collector; the path is data.
 */
export const matchGlob = (glob: string): ((path: string) => boolean) => picomatch(glob);
