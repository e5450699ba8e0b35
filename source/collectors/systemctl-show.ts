import {lineNumber, type Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {Unit} from '../model/facts/kubernetes.ts';
import type {Parsed, Unparsed} from '../model/place.ts';
import {toInteger} from './socket-endpoint.ts';
import {linesOf} from './words.ts';

type Block = {readonly properties: Map<string, {readonly value: string; readonly line: number}>};

const propertyPattern = /^[A-Z][A-Za-z0-9]*$/;

const toUnit = ({properties}: Block, source: string): Unit | null => {
	const get = (name: string): string => properties.get(name)?.value ?? '';
	const id = get('Id');
	if (id === '') {
		return null;
	}
	// The state is what findings rest on; the name alone proves nothing.
	const line = (properties.get('ActiveState') ?? properties.get('Id'))?.line ?? 1;
	return {
		name: id,
		loadState: get('LoadState'),
		activeState: get('ActiveState'),
		subState: get('SubState'),
		enabled: get('UnitFileState') || null,
		result: get('Result') || null,
		restarts: toInteger(get('NRestarts')),
		at: {source, line},
	};
};

/** Units as `systemctl show` describes them (systemctl(1)): `Name=value` lines, a blank line between units. Units that do not exist are there too, with LoadState `not-found`. */
export const parseSystemctlShow = (part: Part): Parsed<readonly Unit[]> => {
	const units: Unit[] = [];
	const unparsed: Unparsed[] = [];
	let block: Block = {properties: new Map()};
	let first = 0;
	const lines = linesOf(part.text);
	const close = (): void => {
		const unit = toUnit(block, part.name);
		if (unit !== null) {
			units.push(unit);
		} else if (block.properties.size > 0) {
			const line = lineNumber(part, first);
			unparsed.push({source: part.name, line, text: lines[first] ?? '', expected: 'Id= (systemctl show -p Id …)'});
		}
		block = {properties: new Map()};
	};
	for (const [index, line] of lines.entries()) {
		const equals = line.indexOf('=');
		const name = line.slice(0, Math.max(equals, 0));
		if (line.trim() === '') {
			close();
		} else if (propertyPattern.test(name.slice(0, 64))) {
			first = block.properties.size === 0 ? index : first;
			block.properties.set(name, {value: line.slice(equals + 1).trim(), line: lineNumber(part, index)});
		} else {
			unparsed.push({source: part.name, line: lineNumber(part, index), text: line, expected: 'Property=value'});
		}
	}
	close();
	return {value: units, unparsed};
};

const recognise = (text: string): number => {
	const lines = text.slice(0, 65_536).split('\n');
	return lines.some((line) => line.startsWith('Id=') && line.includes('.')) &&
		lines.some((line) => line.startsWith('ActiveState=') || line.startsWith('LoadState='))
		? 1
		: 0;
};

/** `systemctl show UNIT… -p Id,LoadState,ActiveState,…`: systemctl(1). */
export const systemctlShowFormat: Format = {
	name: 'systemctl-show',
	title: 'Units (systemctl show)',
	recognise,
	parse: parseSystemctlShow,
};
