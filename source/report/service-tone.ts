import type {Tone} from './style.ts';

const tones: Readonly<Record<string, Tone>> = {reachable: 'pass', refused: 'error', dropped: 'error'};

/** The tone of what becomes of connections to a service. */
export const serviceTone = (verdict: string): Tone => tones[verdict] ?? 'unknown';

/** What no verdict on a service can know. */
export const horizonOfNode =
	'This is what this node does. Cloud firewalls, security groups and the other node cannot be seen from here.';
