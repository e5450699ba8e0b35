import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {limitConcurrency} from '../../source/sources/limit-concurrency.ts';
import {watchStragglers} from '../../source/sources/watch-stragglers.ts';

beforeEach(() => {
	vi.useFakeTimers({toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'performance']});
});
afterEach(() => {
	vi.useRealTimers();
});

const straggler = (progress: () => string) => {
	const state = {isAbandoned: false};
	const abandon = (): void => {
		state.isAbandoned = true;
	};
	return {state, progress, abandon};
};

test('what hangs is given up once nothing else is left', () => {
	const watch = watchStragglers(800);
	const hung = straggler(() => 'same');
	const other = straggler(() => 'same too');
	watch(hung);
	const ended = watch(other);
	vi.advanceTimersByTime(500);
	ended();
	vi.advanceTimersByTime(700);
	expect(hung.state.isAbandoned).toBe(false);
	vi.advanceTimersByTime(200);
	expect(hung.state.isAbandoned).toBe(true);
	expect(other.state.isAbandoned).toBe(false);
});

test('what gets on is waited for, and so is what hangs beside it', () => {
	const watch = watchStragglers(800);
	let count = 0;
	const slow = straggler(() => String(Math.floor(count++ / 4)));
	const hung = straggler(() => 'same');
	watch(hung);
	const ended = watch(slow);
	vi.advanceTimersByTime(20_000);
	expect([slow.state.isAbandoned, hung.state.isAbandoned]).toEqual([false, false]);
	ended();
	vi.advanceTimersByTime(1000);
	expect(hung.state.isAbandoned).toBe(true);
});

test('no timer is left when nothing is being read', () => {
	const watch = watchStragglers(800);
	const ended = watch(straggler(() => ''));
	expect(vi.getTimerCount()).toBe(1);
	ended();
	ended();
	expect(vi.getTimerCount()).toBe(0);
});

test('no more jobs run at once than there are places, in the order in which they came, whatever becomes of them', async () => {
	vi.useRealTimers();
	const limit = limitConcurrency(4);
	const order: number[] = [];
	let running = 0;
	let most = 0;
	const results = await Promise.allSettled(
		Array.from({length: 20}, (_, index) =>
			limit(async () => {
				order.push(index);
				running += 1;
				most = Math.max(most, running);
				await Promise.resolve();
				running -= 1;
				if (index % 3 === 0) {
					throw new Error('no');
				}
				return index;
			}, false),
		),
	);
	expect(most).toBe(4);
	expect(order).toEqual(Array.from({length: 20}, (_, index) => index));
	expect(results.filter(({status}) => status === 'rejected').length).toBe(7);
});

test('of jobs that come together the long ones start first, and one that comes later goes before the short ones that wait', async () => {
	vi.useRealTimers();
	const limit = limitConcurrency(2);
	const order: string[] = [];
	const run = (name: string, isLong: boolean): Promise<void> =>
		limit(async () => {
			order.push(name);
			await new Promise((resolve) => setImmediate(resolve));
		}, isLong);
	const first = [run('a', false), run('b', false), run('c', false), run('L', true)];
	await Promise.resolve();
	await Promise.all([...first, run('M', true)]);
	expect(order).toEqual(['L', 'a', 'M', 'b', 'c']);
});
