import type {PacketWay} from '../../model/conclusions.ts';
import {clipText} from '../clip-text.ts';
import {placeName} from '../finding-lines.ts';
import {element, type Html, joined} from './element.ts';
import {lookOf, packetPicture} from './packet-picture.ts';
import {folded, leftOut, longest, sentence} from './parts.ts';
import {within} from './within.ts';

/** Pictures of one node at most, and bytes of its table. */
const most = 3;
const room = 60_000;

const worst: readonly string[] = ['drop', 'reject', 'unknown', 'accept'];

/** Packets that are decided at different places, the worst first: one picture says it for all that end alike. */
const told = (ways: readonly PacketWay[]): readonly PacketWay[] =>
	[...Map.groupBy(ways, ({verdict, chains}) => JSON.stringify([verdict, chains])).values()]
		.flatMap((alike) => alike.slice(0, 1))
		.filter(({stations}) => stations.length > 0)
		.sort((one, other) => worst.indexOf(one.verdict) - worst.indexOf(other.verdict))
		.slice(0, most);

const mark = (way: PacketWay): Html => {
	const {circle, mark, word} = lookOf(way);
	const tone = circle === 'stop' ? 'error' : circle === 'doubt' ? 'unknown' : 'pass';
	return element('span', {class: `mark ${tone}`}, `${mark} ${word}`);
};

const stepItems = ({stations}: PacketWay): Html =>
	within(
		stations.flatMap(({hook, chain, steps}) => steps.map((step) => ({hook, chain, ...step}))),
		room,
		({hook, chain, text, at}) =>
			element(
				'li',
				{},
				`${hook}, ${chain}: `,
				sentence(text),
				at === null ? '' : element('div', {class: 'beside'}, clipText(placeName(at), longest.line)),
			),
	).html;

const picture = (way: PacketWay): Html =>
	element(
		'div',
		{},
		element('p', {}, element('strong', {}, clipText(way.packet, longest.line))),
		packetPicture(way),
		folded('every step, with its line', element('ol', {}, stepItems(way))),
	);

/** Where it is decided. */
const whereOf = ({verdict, by, chains}: PacketWay): string => {
	if (by === null && chains.length === 0) {
		return verdict === 'unknown' ? 'a part of the filters is not known' : 'nothing filters it';
	}
	return chains.join(' → ');
};

const row = (way: PacketWay): Html =>
	element(
		'tr',
		{},
		element('td', {}, mark(way)),
		element('td', {}, clipText(way.packet, longest.line)),
		element('td', {}, clipText(whereOf(way), longest.line)),
		element('td', {class: 'beside long'}, way.by === null ? '' : clipText(placeName(way.by), longest.line)),
	);

/** The packets that a node has to let pass: what becomes of each, and the ways of those that say most. */
export const packetWays = (ways: readonly PacketWay[]): Html => {
	const sorted = ways.toSorted((one, other) => worst.indexOf(one.verdict) - worst.indexOf(other.verdict));
	const {html, left} = within(sorted, room, row);
	return joined(
		element('div', {class: 'scroll'}, element('table', {class: 'folding'}, element('tbody', {}, html))),
		leftOut(left, 'more packet'),
		element('div', {class: 'pictures'}, told(ways).map(picture)),
	);
};
