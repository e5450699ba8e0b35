import type {Part} from '../model/capture.ts';
import type {Format} from '../model/collector.ts';
import type {IpSet} from '../model/facts/nftables.ts';
import type {Parsed, Unparsed} from '../model/place.ts';
import {isBlank, partLines, placeOf, unparsedLine} from './parse-lines.ts';

type SetDraft = {readonly name: string; type: string; readonly members: string[]; readonly at: IpSet['at']};

type Reading = {
	readonly part: Part;
	readonly sets: SetDraft[];
	readonly byName: Map<string, SetDraft>;
	inMembers: boolean;
};

/** What `ipset list` prints of a set beside its name, type and members. */
const isDetail = (line: string): boolean =>
	/^(?:Revision|Header|Size in memory|References|Number of entries):/.test(line);

/** A member without the counters, times and comments that follow it; `nomatch` takes it out of the set and stays. */
const memberOf = (text: string): string => {
	const member = text.split(' ', 1)[0] ?? '';
	const comment = text.indexOf(' comment "');
	const options = text.slice(member.length, comment < 0 ? text.length : comment);
	return options.split(' ').includes('nomatch') ? `${member} nomatch` : member;
};

const add = (reading: Reading, name: string, type: string, index: number): void => {
	const set: SetDraft = {name, type, members: [], at: placeOf(reading.part, index)};
	reading.sets.push(set);
	reading.byName.set(name, set);
};

/** `create NAME TYPE …` and `add NAME MEMBER …` of `ipset save`. A name holds no blanks there, for ipset could not read it back. */
const readSaved = (reading: Reading, line: string, index: number): boolean => {
	const create = /^create (.+) ((?:hash|bitmap|list):\S+)(?: |$)/.exec(line);
	if (create?.[1] !== undefined && create[2] !== undefined) {
		add(reading, create[1], create[2], index);
		return true;
	}
	const last = reading.sets.at(-1);
	if (!line.startsWith('add ')) {
		return false;
	}
	// The members of a set follow it, so that a name with blanks is still found.
	const owner =
		last !== undefined && line.startsWith(`add ${last.name} `)
			? last
			: reading.byName.get(line.slice(4, line.indexOf(' ', 4)));
	if (owner === undefined) {
		return false;
	}
	owner.members.push(memberOf(line.slice(5 + owner.name.length)));
	return true;
};

const readLine = (reading: Reading, line: string, index: number): boolean => {
	const last = reading.sets.at(-1);
	if (line.startsWith('Name: ')) {
		reading.inMembers = false;
		add(reading, line.slice(6), '', index);
		return true;
	}
	if (last !== undefined && reading.inMembers) {
		const isMember = last.type === 'list:set' || /^[0-9a-fA-F:.[]/.test(line);
		if (isMember) {
			last.members.push(memberOf(line));
		}
		return isMember;
	}
	if (last !== undefined && line.startsWith('Type: ')) {
		last.type = line.slice(6);
		return true;
	}
	if (line === 'Members:') {
		reading.inMembers = true;
		return last !== undefined;
	}
	return isDetail(line) || readSaved(reading, line, index);
};

/** The sets of `ipset list` or `ipset save` (ipset(8)). */
export const parseIpset = (part: Part): Parsed<readonly IpSet[]> => {
	const reading: Reading = {part, sets: [], byName: new Map(), inMembers: false};
	const unparsed: Unparsed[] = [];
	for (const [index, line] of partLines(part).entries()) {
		if (isBlank(line)) {
			// A blank line ends the members; the next set begins.
			reading.inMembers = false;
		} else if (!readLine(reading, line, index)) {
			unparsed.push(unparsedLine(placeOf(part, index), line, 'a line of ipset list or ipset save'));
		}
	}
	return {value: reading.sets, unparsed};
};

/** The format of `ipset list` and `ipset save`. */
export const ipsetFormat: Format = {
	name: 'ipset',
	title: 'Sets of addresses as ipset list and ipset save print them',
	recognise: (text) => {
		const sample = text.slice(0, 20_000);
		return /^Name: .+\r?\nType: (?:hash|bitmap|list):/m.test(sample) ||
			/^create .+ (?:hash|bitmap|list):\S+ /m.test(sample)
			? 1
			: 0;
	},
	parse: parseIpset,
};
