// Runs inside a network namespace: sends and receives UDP datagrams as lines of JSON on stdin say, and answers each received one.
import {createSocket} from 'node:dgram';
import {createInterface} from 'node:readline';

let received = [];
let answered = [];
let refused = [];
const open = [];

const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

const listen = ({address, ports}) =>
	Promise.all(
		ports.map(
			(port) =>
				new Promise((resolve) => {
					const socket = createSocket(address.includes(':') ? {type: 'udp6', ipv6Only: true} : 'udp4');
					socket.on('error', () => {});
					socket.on('message', (data, from) => {
						received.push(String(data));
						socket.send(`re:${data}`, from.port, from.address);
					});
					socket.bind(port, address, resolve);
				}),
		),
	);

const send = ({id, source, sourcePort, destination, port}) =>
	new Promise((resolve) => {
		const socket = createSocket(destination.includes(':') ? 'udp6' : 'udp4');
		open.push(socket);
		socket.on('error', () => {
			refused.push(id);
			resolve();
		});
		socket.on('message', () => answered.push(id));
		socket.bind(sourcePort, source, () => socket.connect(port, destination, () => socket.send(id, () => resolve())));
	});

const handle = async (order) => {
	if (order.listen) {
		await Promise.all(order.listen.map(listen));
		say({done: true});
	} else if (order.send) {
		for (const datagram of order.send) {
			await send(datagram);
		}
		say({done: true});
	} else if (order.report) {
		say({received, answered, refused});
	} else if (order.clear) {
		for (const socket of open.splice(0)) {
			socket.close();
		}
		received = [];
		answered = [];
		refused = [];
		say({done: true});
	}
};

for await (const line of createInterface({input: process.stdin})) {
	await handle(JSON.parse(line));
}
