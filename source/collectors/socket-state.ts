/** TCP states by all spellings: netstat(8), ss(8) and busybox, one of them kept. */
const states: ReadonlyMap<string, string> = new Map([
	['ESTABLISHED', 'ESTABLISHED'],
	['ESTAB', 'ESTABLISHED'],
	['SYN_SENT', 'SYN_SENT'],
	['SYN-SENT', 'SYN_SENT'],
	['SYN_RECV', 'SYN_RECV'],
	['SYN-RECV', 'SYN_RECV'],
	['FIN_WAIT1', 'FIN_WAIT1'],
	['FIN-WAIT-1', 'FIN_WAIT1'],
	['FIN_WAIT2', 'FIN_WAIT2'],
	['FIN-WAIT-2', 'FIN_WAIT2'],
	['TIME_WAIT', 'TIME_WAIT'],
	['TIME-WAIT', 'TIME_WAIT'],
	['CLOSE', 'CLOSE'],
	['UNCONN', 'CLOSE'],
	['CLOSE_WAIT', 'CLOSE_WAIT'],
	['CLOSE-WAIT', 'CLOSE_WAIT'],
	['LAST_ACK', 'LAST_ACK'],
	['LAST-ACK', 'LAST_ACK'],
	['LISTEN', 'LISTEN'],
	['CLOSING', 'CLOSING'],
	['UNKNOWN', 'UNKNOWN'],
]);

/** The states in the order of their numbers in /proc/net/tcp (include/net/tcp_states.h). */
const numbered: readonly string[] = [
	'UNKNOWN',
	'ESTABLISHED',
	'SYN_SENT',
	'SYN_RECV',
	'FIN_WAIT1',
	'FIN_WAIT2',
	'TIME_WAIT',
	'CLOSE',
	'CLOSE_WAIT',
	'LAST_ACK',
	'LISTEN',
	'CLOSING',
	'SYN_RECV',
	'CLOSE',
];

/** The state that a word of netstat or ss stands for; undefined when it is none. */
export const stateOfWord = (word: string): string | undefined => states.get(word);

/** The state of a number of /proc/net/tcp, null when there is none such. */
export const stateOfNumber = (number: number): string | null => numbered[number] ?? null;
