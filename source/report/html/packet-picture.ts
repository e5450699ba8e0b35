import type {PacketStation, PacketWay} from '../../model/conclusions.ts';
import {placeName} from '../finding-lines.ts';
import {wrap} from '../wrap.ts';
import {element, type Html} from './element.ts';

/** Pixels. The picture is as wide as its column, its letters have one size everywhere, and what has no room ends in dots: the steps below it are whole. */
const size = {rail: 16, text: 34, head: 26, name: 20, step: 17, end: 8, between: 8, foot: 26} as const;
const letters = {name: 34, step: 41} as const;
/** Lines of a chain that are drawn. */
const most = 6;

const start = (text: string, count: number): string => (text.length <= count ? text : `${text.slice(0, count - 1)}…`);

/** The end of a place says more than its start: it holds the line. */
const end = (text: string, count: number): string => (text.length <= count ? text : `…${text.slice(1 - count)}`);

type Look = {readonly circle: string; readonly text: string; readonly mark: string; readonly word: string};

const passed: Look = {circle: 'pass', text: 'passed', mark: '+', word: 'passes'};
const stopped: Look = {circle: 'stop', text: 'stopped', mark: '✗', word: 'dropped'};
const looks: ReadonlyMap<string, Look> = new Map([
	['accept', passed],
	['drop', stopped],
	['reject', {...stopped, word: 'rejected'}],
	['unknown', {circle: 'doubt', text: 'doubted', mark: '?', word: 'cannot be told'}],
]);

/** How a packet ends. */
export const lookOf = ({verdict}: PacketWay): Look => looks.get(verdict) ?? passed;

/** The station that decides: where the packet stops, or the chain that leaves a doubt. */
const decides = (station: PacketStation, index: number, way: PacketWay): boolean => {
	const isStop = way.verdict === 'drop' || way.verdict === 'reject';
	return isStop ? index === way.stations.length - 1 : way.verdict === 'unknown' && station.chain === way.chains[0];
};

/** What a station says, in lines: the chain itself is named above them. */
const linesOf = ({chain, steps}: PacketStation, isDeciding: boolean): readonly string[] => {
	const said = steps.flatMap(({text}) =>
		wrap(text.replace(` of ${chain}`, ''), letters.step)
			.split('\n')
			.map((line) => start(line, letters.step)),
	);
	const shown = said.length > most ? [...said.slice(0, most - 2), '…', said.at(-1) ?? ''] : said;
	const at = steps.at(-1)?.at ?? null;
	return isDeciding && at !== null ? [...shown, end(placeName(at), letters.step)] : shown;
};

const heightOf = (station: PacketStation, isDeciding: boolean): number =>
	size.name + linesOf(station, isDeciding).length * size.step + size.end;

const stationPicture = (station: PacketStation, y: number, index: number, way: PacketWay): Html => {
	const isDeciding = decides(station, index, way);
	const look = isDeciding ? lookOf(way) : passed;
	const middle = y + size.name - 5;
	return element(
		'g',
		{},
		element('circle', {class: look.circle, cx: size.rail, cy: middle - 4, r: 7}),
		isDeciding ? element('text', {class: `middle small ${look.text}`, x: size.rail, y: middle}, look.mark) : '',
		element(
			'text',
			{class: isDeciding ? look.text : 'strong', x: size.text, y: middle},
			start(station.chain, letters.name),
		),
		linesOf(station, isDeciding).map((line, at) =>
			element('text', {class: 'small quiet', x: size.text, y: middle + (at + 1) * size.step}, line),
		),
	);
};

/** Stations of one hook after the other, each with where it begins. */
type Box = {
	readonly hook: string;
	readonly y: number;
	readonly height: number;
	readonly stations: readonly (readonly [PacketStation, number, number])[];
};

const boxesOf = (way: PacketWay): readonly Box[] => {
	const boxes: {hook: string; y: number; height: number; stations: (readonly [PacketStation, number, number])[]}[] = [];
	let y = 0;
	for (const [index, station] of way.stations.entries()) {
		if (boxes.at(-1)?.hook !== station.hook) {
			y += boxes.length === 0 ? 0 : size.between;
			boxes.push({hook: station.hook, y, height: size.head, stations: []});
			y += size.head;
		}
		const box = boxes.at(-1);
		const height = heightOf(station, decides(station, index, way));
		box?.stations.push([station, y, index]);
		y += height;
		if (box !== undefined) {
			box.height += height;
		}
	}
	return boxes;
};

const label = (way: PacketWay): string => {
	const through = way.stations.map(({hook, chain}) => `${hook}: ${chain}`).join(', ');
	return `${way.packet}. Through ${through}. It ${lookOf(way).word === 'passes' ? 'passes' : `is ${lookOf(way).word}`}.`.slice(
		0,
		1000,
	);
};

/** The way of one packet, from top to bottom: the hooks of the kernel, in each the chains that it enters, and the rule that decides. */
export const packetPicture = (way: PacketWay): Html => {
	const boxes = boxesOf(way);
	const last = boxes.at(-1);
	const bottom = (last?.y ?? 0) + (last?.height ?? 0);
	const look = lookOf(way);
	return element(
		'svg',
		{role: 'img', 'aria-label': label(way), height: bottom + size.foot},
		boxes.map(({y, height}) =>
			element('rect', {class: 'hook', x: 1, y: y + 1, width: '99%', height: height - 2, rx: 4}),
		),
		element('line', {class: 'rail', x1: size.rail, x2: size.rail, y1: 6, y2: bottom + 6}),
		boxes.map(({hook, y, stations}) => [
			element('text', {class: 'small quiet', x: size.text, y: y + 18}, start(hook, letters.name)),
			stations.map(([station, at, index]) => stationPicture(station, at, index, way)),
		]),
		element('text', {class: look.text, x: size.rail - 5, y: bottom + 20}, `${look.mark} ${look.word}`),
	);
};
