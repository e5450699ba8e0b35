import type {Socket} from '../../source/model/facts/socket.ts';

/** A socket as netstat shows it. */
export const socketOf = (socket: Partial<Socket>): Socket => ({
	protocol: 'tcp',
	family: 4,
	localAddress: '10.0.0.1',
	localPort: 6443,
	remoteAddress: '10.0.0.2',
	remotePort: 40000,
	state: 'ESTABLISHED',
	dualStack: false,
	pid: 1,
	program: 'kube-apiserver',
	inode: null,
	receiveQueue: 0,
	sendQueue: 0,
	truncated: false,
	unconfirmed: false,
	at: {source: 'netstat -npa', line: 3},
	...socket,
});

/** So many connections, each of another client. `onRow` is called whenever somebody asks where one stood: to make its row. */
export const manySockets = (count: number, onRow: (index: number) => void): readonly Socket[] =>
	Array.from({length: count}, (_, index) => {
		const {at, ...socket} = socketOf({
			remoteAddress: `10.${1 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}`,
			remotePort: 1024 + (index % 60_000),
		});
		return Object.defineProperty(socket, 'at', {
			enumerable: true,
			get: () => {
				onRow(index);
				return {...at, line: index + 3};
			},
		}) as Socket;
	});
