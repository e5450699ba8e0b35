/** Lines of a log that kdiag looks at. */
const tailLines = 400;

/** The last 400 lines of a text. `isCut`: it starts in the middle of a line, which is left out. */
export const tailOfLog = (text: string, isCut: boolean): string => {
	const whole = isCut ? text.slice(text.indexOf('\n') + 1) : text;
	let start = whole.length - (whole.endsWith('\n') ? 1 : 0);
	for (let lines = 0; lines < tailLines; lines++) {
		if (start <= 0) {
			return whole;
		}
		start = whole.lastIndexOf('\n', start - 1);
		if (start < 0) {
			return whole;
		}
	}
	return whole.slice(start + 1);
};
