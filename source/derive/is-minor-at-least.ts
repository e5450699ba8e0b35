/** Whether a version such as `1.34.4` is at least a minor release of Kubernetes 1; null where it is no version of it. */
export const isMinorAtLeast = (version: string, minor: number): boolean | null => {
	const [major = '', found = ''] = version.split('.');
	return major === '1' && /^\d{1,3}/.test(found) ? Number.parseInt(found, 10) >= minor : null;
};
