/** Whether a text is an IPv4 address as tools print it: four numbers up to 255 without leading zeros. */
export const isPlainIpv4 = (text: string): boolean => {
	let dots = 0;
	let digits = 0;
	let value = 0;
	for (let index = 0; index < text.length; index++) {
		const code = text.charCodeAt(index);
		if (code === 46) {
			if (digits === 0) {
				return false;
			}
			dots++;
			digits = 0;
			value = 0;
		} else if (code >= 48 && code <= 57 && !(digits > 0 && value === 0)) {
			value = value * 10 + code - 48;
			digits++;
			if (value > 255) {
				return false;
			}
		} else {
			return false;
		}
	}
	return dots === 3 && digits > 0;
};

/**
 * Whether a text is an IPv6 address already in normal form (RFC 5952): small letters, no leading zeros, no zero group beside the compressed ones.
 * False also for some that are; those take the slow way.
 */
export const isPlainIpv6 = (text: string): boolean => {
	let groups = 0;
	let digits = 0;
	let zero = false;
	let compressed = false;
	for (let index = 0; index < text.length; index++) {
		const code = text.charCodeAt(index);
		if (code === 58) {
			const doubled = text.charCodeAt(index + 1) === 58;
			if (zero || (digits === 0 && !doubled) || (doubled && compressed)) {
				return false;
			}
			groups += digits > 0 ? 1 : 0;
			digits = 0;
			if (doubled) {
				compressed = true;
				index++;
			}
		} else if ((code >= 48 && code <= 57) || (code >= 97 && code <= 102)) {
			if (digits === 4 || zero) {
				return false;
			}
			zero = code === 48 && digits === 0;
			digits++;
		} else {
			return false;
		}
	}
	groups += digits > 0 ? 1 : 0;
	const whole = compressed ? groups <= 6 : groups === 8 && digits > 0;
	return whole && !zero && text.length > 2 && (digits > 0 || text.endsWith('::'));
};
