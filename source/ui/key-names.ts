import type {Key as InkKey} from 'ink';

const special = (key: InkKey): string | null => {
	const names: readonly (readonly [boolean, string])[] = [
		[key.upArrow, 'up'],
		[key.downArrow, 'down'],
		[key.leftArrow, 'left'],
		[key.rightArrow, 'right'],
		[key.pageUp, 'pageup'],
		[key.pageDown, 'pagedown'],
		[key.home, 'home'],
		[key.end, 'end'],
		[key.return, 'enter'],
		[key.escape, 'escape'],
		[key.tab, key.shift ? 'shift-tab' : 'tab'],
		[key.backspace || key.delete, 'backspace'],
	];
	return names.find(([isPressed]) => isPressed)?.[1] ?? null;
};

const ofCharacter = (character: string): readonly string[] => {
	if (character === '\r' || character === '\n') {
		return ['enter'];
	}
	if (character === '\t') {
		return ['tab'];
	}
	return character >= ' ' && character !== '\u007F' ? [character] : [];
};

/**
 * The names of the keys that one input of the terminal holds: `down`, `enter`, `ctrl-d`, `j`. Over a slow line several keys come at once,
 * and a paste is many; each is a key of its own, none is lost.
 */
export const keyNames = (input: string, key: InkKey): readonly string[] => {
	const name = special(key);
	if (name !== null) {
		return [name];
	}
	if (key.ctrl) {
		return [`ctrl-${input}`];
	}
	// With Alt a letter is another key, and none of ours.
	return key.meta ? [] : [...input].flatMap(ofCharacter);
};
