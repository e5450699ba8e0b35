import {execFileSync} from 'node:child_process';
import path from 'node:path';
import {expect, test} from 'vitest';
import {judgeMachineQuery} from '../../source/sources/query-machine.ts';

const module = path.join(import.meta.dirname, '../../source/sources/query-machine.ts');

test('the machine says what it is as JSON, without serial numbers and names', () => {
	const script = `import(${JSON.stringify(module)}).then(({printMachineQuery}) => printMachineQuery())`;
	const text = execFileSync(process.execPath, ['-e', script], {encoding: 'utf8', env: {PATH: '/usr/bin:/bin'}});
	const answer = JSON.parse(text);
	expect(Object.keys(answer)).toEqual(['system', 'mem', 'fsSize']);
	expect(Object.keys(answer.system)).toEqual(['manufacturer', 'model', 'version', 'virtual']);
	expect(answer.mem.total).toBeGreaterThan(0);
	expect(text).not.toMatch(/serial|uuid|fqdn/i);
	expect(judgeMachineQuery(text)).toBeNull();
});

test.each(['', 'kdiag: unknown option', '[1]'])('%j is no answer', (text) => {
	expect(judgeMachineQuery(text)).toMatchObject({kind: 'failed'});
});
