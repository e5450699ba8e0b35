/** The time of day, UTC: `12:03:41Z`. `at` in ms since 1970. */
export const timeOfDay = (at: number): string => `${new Date(at).toISOString().slice(11, 19)}Z`;

/** How long something lasted, in one or two units: `4s`, `2m04s`, `3h12m`, `5d`. Never below zero: clocks are set back. */
export const showDuration = (ms: number): string => {
	const seconds = Math.max(0, Math.floor(ms / 1000));
	if (seconds < 60) {
		return `${seconds}s`;
	}
	const minutes = Math.floor(seconds / 60);
	if (minutes < 60) {
		return `${minutes}m${String(seconds % 60).padStart(2, '0')}s`;
	}
	const hours = Math.floor(minutes / 60);
	return hours < 48 ? `${hours}h${String(minutes % 60).padStart(2, '0')}m` : `${Math.floor(hours / 24)}d`;
};
