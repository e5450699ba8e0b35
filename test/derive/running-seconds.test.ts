import {expect, test} from 'vitest';
import {isSettled, runningSeconds} from '../../source/derive/running-seconds.ts';
import {place, process} from '../support/node-facts.ts';

const uptime = {value: 1000, at: place('/proc/uptime')};
const started = (startSeconds: number | null) => process({argv: ['kubelet'], startSeconds});

test('a process runs since its start after boot', () => {
	expect(runningSeconds(started(400), uptime)).toBe(600);
	expect(runningSeconds(started(null), uptime)).toBeNull();
	expect(runningSeconds(started(1), undefined)).toBeNull();
});

test('a process of unknown age has settled; a young one has not', () => {
	expect(isSettled(started(950), uptime)).toBe(false);
	expect(isSettled(started(850), uptime)).toBe(true);
	expect(isSettled(started(850), uptime, 180)).toBe(false);
	expect(isSettled(undefined, uptime)).toBe(true);
});
