/** How far one cursor movement may jump; more is not a line of text. */
const jumpLimit = 1000;

type Screen = {readonly cells: string[]; cursor: number};

const write = (screen: Screen, character: string): void => {
	while (screen.cells.length < screen.cursor) {
		screen.cells.push(' ');
	}
	screen.cells[screen.cursor] = character;
	screen.cursor++;
};

/** Where a control string (OSC, DCS, APC, PM) ends: after BEL or ESC \, or with the line. */
const stringEnd = (line: string, start: number): number => {
	for (let index = start; index < line.length; index++) {
		if (line[index] === '\u0007') {
			return index + 1;
		}
		if (line[index] === '\u001b' && line[index + 1] === '\\') {
			return index + 2;
		}
	}
	return line.length;
};

const isFinal = (character: string): boolean => character >= '@' && character <= '~';

/** Applies a control sequence (ESC [ … final); colours and all that does not move the cursor or erase are dropped. Returns where it ends. */
const applySequence = (screen: Screen, line: string, start: number): number => {
	let end = start;
	while (end < line.length && !isFinal(line[end] ?? '')) {
		end++;
	}
	const amount = Math.min(Number.parseInt(line.slice(start, Math.min(end, start + 6)), 10) || 0, jumpLimit);
	if (line[end] === 'C') {
		screen.cursor += amount || 1;
	} else if (line[end] === 'D') {
		screen.cursor = Math.max(0, screen.cursor - (amount || 1));
	} else if (line[end] === 'K' && amount === 0) {
		screen.cells.length = Math.min(screen.cells.length, screen.cursor);
	}
	return end + 1;
};

/** Handles ESC and what belongs to it; returns where it ends. */
const applyEscape = (screen: Screen, line: string, start: number): number => {
	const kind = line[start + 1] ?? '';
	if (kind === '[') {
		return applySequence(screen, line, start + 2);
	}
	if (kind !== '' && ']P_^X'.includes(kind)) {
		return stringEnd(line, start + 2);
	}
	// ESC ( B and the like choose a character set: two characters follow.
	return start + (kind !== '' && '()*+#%'.includes(kind) ? 3 : 2);
};

/**
 * A line as a terminal would show it (ECMA-48): colours gone, what was overwritten or erased with backspace gone. script(1) records all of that,
 * and copied colours come as escape sequences. Blanks that web pages use (U+00A0) become plain ones.
 */
export const renderLine = (line: string): string => {
	const plain = line.endsWith('\r') ? line.replace(/\r+$/, '') : line;
	if (!/[\0-\x08\x0b-\x1f\x7f\xa0]/.test(plain)) {
		return plain;
	}
	const screen: Screen = {cells: [], cursor: 0};
	let index = 0;
	while (index < plain.length) {
		const character = plain[index] ?? '';
		if (character === '\u001b') {
			index = applyEscape(screen, plain, index);
			continue;
		}
		if (character === '\r') {
			screen.cursor = 0;
		} else if (character === '\b') {
			screen.cursor = Math.max(0, screen.cursor - 1);
		} else if (character === '\u00a0') {
			write(screen, ' ');
		} else if (character !== '\u0007') {
			write(screen, character);
		}
		index++;
	}
	return screen.cells.join('');
};
