// What an executable asks of the machine, read from its ELF sections (elf(5), https://refspecs.linuxfoundation.org/LSB_5.0.0/LSB-Core-generic/LSB-Core-generic/symversion.html).
import {readFileSync} from 'node:fs';

const types = {dynamic: 6, versionNeeds: 0x6ffffffe};
const neededTag = 1n;

/** `libraries` that must be there, and the `versions` of their symbols (`GLIBC_2.17`). For 64-bit little-endian ELF, which all targets are. */
export const neededBy = (file) => {
	const bytes = readFileSync(file);
	if (bytes.toString('latin1', 0, 4) !== '\x7fELF' || bytes[4] !== 2 || bytes[5] !== 1) {
		throw new Error(`${file}: expected a 64-bit little-endian ELF file`);
	}
	const [start, size, count] = [Number(bytes.readBigUInt64LE(40)), bytes.readUInt16LE(58), bytes.readUInt16LE(60)];
	const sections = Array.from({length: count}, (_, index) => {
		const at = start + index * size;
		return {
			type: bytes.readUInt32LE(at + 4),
			offset: Number(bytes.readBigUInt64LE(at + 24)),
			size: Number(bytes.readBigUInt64LE(at + 32)),
			link: bytes.readUInt32LE(at + 40),
		};
	});
	const ofType = (type) => sections.filter((section) => section.type === type);
	const textAt = (section, offset) => {
		const from = sections[section.link].offset + offset;
		return bytes.toString('latin1', from, bytes.indexOf(0, from));
	};
	const libraries = ofType(types.dynamic).flatMap((section) =>
		Array.from({length: section.size / 16}, (_, index) => section.offset + index * 16)
			.filter((at) => bytes.readBigUInt64LE(at) === neededTag)
			.map((at) => textAt(section, Number(bytes.readBigUInt64LE(at + 8)))),
	);
	const versions = new Set();
	for (const section of ofType(types.versionNeeds)) {
		for (let file = section.offset, next = -1; next !== 0; file += next) {
			next = bytes.readUInt32LE(file + 12);
			let entry = file + bytes.readUInt32LE(file + 8);
			for (let left = bytes.readUInt16LE(file + 2); left > 0; left -= 1) {
				versions.add(textAt(section, bytes.readUInt32LE(entry + 8)));
				entry += bytes.readUInt32LE(entry + 12);
			}
		}
	}
	return {libraries: libraries.sort(), versions: [...versions].sort()};
};
