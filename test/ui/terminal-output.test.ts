import {beforeEach, describe, expect, test, vi} from 'vitest';
import {borrowScreen, hasAlternateScreen} from '../../source/ui/borrowed-screen.ts';
import {inkStream} from '../../source/ui/ink-stream.ts';
import {paceChanges} from '../../source/ui/pace-changes.ts';
import {createTerminalOutput, type TerminalOutput} from '../../source/ui/terminal-output.ts';

/** A terminal that takes so many bytes at a time. */
const terminal = (): {taken: string; room: number; isGone: boolean; gone: number; output: TerminalOutput} => {
	const state = {
		taken: '',
		room: 0,
		isGone: false,
		gone: 0,
		output: createTerminalOutput({
			writeSome: (bytes) => {
				if (state.isGone) {
					throw new Error('EIO');
				}
				const part = bytes.subarray(0, state.room);
				state.room -= part.length;
				state.taken += new TextDecoder().decode(part);
				return part.length;
			},
			stand: () => {
				state.room += 1;
			},
			onGone: () => {
				state.gone += 1;
			},
		}),
	};
	return state;
};

beforeEach(() => {
	vi.useFakeTimers();
	return () => vi.useRealTimers();
});

describe('what is written', () => {
	test('goes out at once where there is room, and says so', () => {
		const it = terminal();
		it.room = 100;
		const done = vi.fn();
		it.output.write('abc', done);
		it.output.write('');
		expect(it.taken).toBe('abc');
		expect(done).toHaveBeenCalledOnce();
		expect(it.output.isBehind()).toBe(false);
	});

	test('waits where there is none, and keeps its order', () => {
		const it = terminal();
		const [first, second, caughtUp] = [vi.fn(), vi.fn(), vi.fn()];
		const end = it.output.onCaughtUp(caughtUp);
		it.room = 2;
		it.output.write('abc', first);
		it.output.write('def', second);
		expect([it.taken, it.output.isBehind()]).toEqual(['ab', true]);
		it.room = 2;
		vi.runOnlyPendingTimers();
		expect(it.taken).toBe('abcd');
		expect(first).toHaveBeenCalledOnce();
		expect(second).not.toHaveBeenCalled();
		expect(caughtUp).not.toHaveBeenCalled();
		it.room = 9;
		vi.runAllTimers();
		expect([it.taken, it.output.isBehind()]).toEqual(['abcdef', false]);
		expect(caughtUp).toHaveBeenCalledOnce();
		end();
		it.output.write('!'.repeat(20));
		it.room = 99;
		vi.runAllTimers();
		expect(caughtUp).toHaveBeenCalledOnce();
	});

	test('is dropped when nobody is there, which is told once', () => {
		const it = terminal();
		const [first, second] = [vi.fn(), vi.fn()];
		it.output.write('abc', first);
		it.isGone = true;
		vi.runAllTimers();
		it.output.write('def', second);
		it.output.end('x');
		expect([first, second].map((each) => each.mock.calls.length)).toEqual([1, 1]);
		expect([it.taken, it.gone]).toEqual(['', 1]);
	});
});

describe('the end', () => {
	test('leaves out a frame that was not taken, and ends a sequence that was cut', () => {
		const it = terminal();
		it.room = 2;
		it.output.write('\u001B[31mframe');
		it.output.end('back');
		expect(it.taken).toBe('\u001B[\u0018back');
		it.room = 100;
		it.output.write('later');
		it.output.end('again');
		expect(it.taken).toBe('\u001B[\u0018back');
	});

	test('is given up where nothing is taken for long', () => {
		const output = createTerminalOutput({writeSome: () => 0, stand: () => undefined, onGone: () => undefined});
		output.write('frame');
		output.end('back');
		expect(output.isBehind()).toBe(false);
	});
});

test('changes are told when the terminal took what was drawn; of many the last counts', () => {
	const it = terminal();
	const heard = vi.fn();
	let change = (): void => undefined;
	const end = paceChanges((listener) => {
		change = listener;
		return () => undefined;
	}, it.output)(heard);
	it.room = 3;
	change();
	expect(heard).toHaveBeenCalledTimes(1);
	it.output.write('frame');
	change();
	change();
	expect(heard).toHaveBeenCalledTimes(1);
	it.room = 9;
	vi.runAllTimers();
	expect(heard).toHaveBeenCalledTimes(2);
	it.room = 0;
	it.output.write('frame');
	it.room = 9;
	vi.runAllTimers();
	expect(heard).toHaveBeenCalledTimes(2);
	end();
});

describe('a borrowed screen', () => {
	const borrow = (isAlternate: boolean) => {
		const it = terminal();
		it.room = 10_000;
		const setCooked = vi.fn();
		return {it, setCooked, screen: borrowScreen(it.output, {isAlternate, setCooked})};
	};

	test('is given back once', () => {
		const {it, setCooked, screen} = borrow(true);
		screen.enter();
		expect(it.taken).toBe('\u001B[?1049h\u001B[?25l');
		screen.leave();
		expect(it.taken).toMatch(/\u001B\[0m\u001B\[\?1049l\u001B\[\?25h$/);
		expect(setCooked).toHaveBeenCalled();
		const all = it.taken;
		screen.leave();
		expect(it.taken).toBe(all);
	});

	test('that is lent is not given back twice', () => {
		const {it, setCooked, screen} = borrow(true);
		screen.enter();
		screen.yield();
		const all = it.taken;
		screen.leave();
		expect(it.taken).toBe(all);
		expect(setCooked).toHaveBeenCalled();
	});

	test("is wiped only where it is nobody else's", () => {
		const [own, shared] = [borrow(true), borrow(false)];
		for (const {screen} of [own, shared]) {
			screen.enter();
			screen.wipe();
			screen.leave();
		}
		expect(own.it.taken).toContain('\u001B[H\u001B[J');
		expect(shared.it.taken).not.toMatch(/1049|\u001B\[H|\u001B\[J/);
	});

	test.each([
		['xterm-256color', true],
		['tmux', true],
		['screen', true],
		['linux', false],
		['vt220', false],
	])('%s: %s', (term, expected) => expect(hasAlternateScreen(term)).toBe(expected));
});

test('Ink is told the size that the screen was told, and that its writes are done', () => {
	const it = terminal();
	it.room = 100;
	const stream = inkStream(it.output, () => ({columns: 7, rows: 3}));
	const done = vi.fn();
	stream.write('a', done);
	stream.write('b', 'utf8', done);
	expect(stream.on('resize', done).off('resize', done)).toBe(stream);
	expect([stream.columns, stream.rows, stream.isTTY, it.taken]).toEqual([7, 3, true, 'ab']);
	expect(done).toHaveBeenCalledTimes(2);
});
