// The parts of systeminformation that are used: its front door would bring the network calls, too.
declare module 'systeminformation/lib/system.js' {
	import {system} from 'systeminformation';

	const part: {readonly system: typeof system};
	export = part;
}

declare module 'systeminformation/lib/memory.js' {
	import {mem} from 'systeminformation';

	const part: {readonly mem: typeof mem};
	export = part;
}

declare module 'systeminformation/lib/filesystem.js' {
	import {fsSize} from 'systeminformation';

	const part: {readonly fsSize: typeof fsSize};
	export = part;
}
