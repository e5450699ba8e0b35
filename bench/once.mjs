// What the work itself costs, alone in a process of its own, with nothing written: prints the milliseconds of processor time of one call.
import {readFileSync} from 'node:fs';
import {formats} from '../source/collectors/formats.ts';
import {splitFields} from './split-fields.mjs';

const [name, file] = process.argv.slice(2);
const text = new TextDecoder().decode(readFileSync(file));
const format = formats.find((each) => each.name === name);
const floors = {split: splitFields, 'JSON.parse': JSON.parse};
const work = floors[name] ?? ((content) => format.parse({name: file, text: content}));
const start = process.cpuUsage();
const result = work(text);
const {user, system} = process.cpuUsage(start);
if (result === undefined) {
	throw new Error('nothing came of it');
}
console.log((user + system) / 1000);
