// Whether an executable runs on the machines that it is for.
import {neededBy} from './needed-by.mjs';

/** Part of every glibc; libstdc++ and the like are not on every node. */
const ofGlibc = /^(?:libc\.so\.6|libm\.so\.6|libdl\.so\.2|libpthread\.so\.0|ld-linux-.*)$/;
const ofMusl = /^(?:libc\.musl-.*|libstdc\+\+\.so\.6|libgcc_s\.so\.1)$/;

const numberOf = (version) => {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	return major * 1000 + minor;
};

/** What is wrong, in lines; none where all is well. `glibc` is the newest version whose symbols may be asked for, null for musl. */
export const checkExecutable = (file, {glibc}) => {
	const {libraries, versions} = neededBy(file);
	const known = glibc === null ? ofMusl : ofGlibc;
	const foreign = libraries.filter((library) => !known.test(library));
	const tooNew = versions.filter(
		(version) => version.startsWith('GLIBC_') && (glibc === null || numberOf(version.slice(6)) > numberOf(glibc)),
	);
	return [
		...(libraries.length === 0 ? ['it names no library, so this is no check'] : []),
		...foreign.map((library) => `it needs ${library}`),
		...tooNew.map(
			(version) => `it needs ${version}, expected ${glibc === null ? 'none of glibc' : `GLIBC_${glibc} or older`}`,
		),
	];
};
