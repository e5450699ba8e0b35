import os from 'node:os';

/** Rows of one table: what was measured, its wall and processor time where it is a run, the result as a ratio, and the budget. */
export const createTable = () => {
	const rows = [['what', 'wall', 'CPU', 'measured', 'budget']];
	return {
		/** A row of figures without a run of their own. */
		say: (what, measured, budget = '') => {
			rows.push([what, '', '', measured, budget]);
		},
		/** A row of a run: its wall and processor time in ms, either may be missing. */
		run: (what, {wall, cpu}, measured, budget = '') => {
			rows.push([what, wall === undefined ? '' : ms(wall), cpu === undefined ? '' : ms(cpu), measured, budget]);
		},
		/** The table as text, with the machine that it was measured on. */
		text: () => {
			const widths = rows[0].map((_, column) => Math.max(...rows.map((cells) => cells[column].length)));
			const line = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
			const [head, ...body] = rows;
			return [
				`${os.cpus()[0]?.model}, ${os.availableParallelism()} processors, node ${process.version}, load ${os.loadavg()[0].toFixed(1)}`,
				'',
				line(head),
				`|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`,
				...body.map(line),
				'',
			].join('\n');
		},
	};
};

export const ms = (value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

export const mb = (value) => `${value.toFixed(0)} MB`;

export const times = (value, of) => `${value.toFixed(2)} × ${of}`;

/** A run against another, by wall and by processor time. */
export const against = (run, floor, of) =>
	`${times(run.wall / floor.wall, of)} (CPU ${(run.cpu / floor.cpu).toFixed(2)})`;
