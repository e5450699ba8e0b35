import {describe, expect, test} from 'vitest';
import {afterKeys, frameText, modelOf, recordedScene} from '../../support/screen.ts';

const rules = ['forward-drop', 'service-without-endpoints', 'product-uuid-placeholder'];

const scene = await recordedScene(['demo/fault.kdiag.json.gz'], rules);

describe('the overview', () => {
	test.each([
		[40, 12],
		[80, 24],
		[140, 40],
	])('at %d columns and %d rows', async (columns, rows) => {
		await expect(frameText(modelOf(scene, {columns, rows}))).toMatchFileSnapshot(`frames/overview-${columns}.txt`);
	});

	test('no frame is wider than the screen or as high as it', () => {
		for (const [columns, rows] of [
			[40, 12],
			[300, 100],
			[1, 1],
		] as const) {
			const lines = frameText(modelOf(scene, {columns, rows})).trimEnd().split('\n');
			expect(lines.length).toBeLessThanOrEqual(Math.max(1, rows - 1));
			for (const line of lines) {
				expect(line.length).toBeLessThanOrEqual(columns);
			}
		}
	});

	test('t goes through the statuses, f through the severities, and an error that a filter hides is still counted', () => {
		const model = modelOf(scene, {columns: 80, rows: 24});
		expect(frameText(afterKeys(model, 't', 't', 't'))).toContain('status pass');
		expect(frameText(afterKeys(model, 'f', 'f'))).toContain('x 1 error (1 hidden)');
	});
});
