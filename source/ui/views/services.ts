import type {ProxyMode, Service} from '../../model/conclusions.ts';
import type {NodeConclusions} from '../../model/report.ts';
import type {Tone} from '../../report/style.ts';
import {column, gap, labelled, rightColumn, wrapSpan} from '../fit-line.ts';
import {joinRows} from '../join-rows.ts';
import {cursorRow} from '../rows.ts';
import type {Line, Pen, Span} from '../span.ts';
import {rawAt} from '../target.ts';
import {listRows, type Row, type Rows, type View, type ViewContext} from '../view.ts';
import {failingRows} from './failing-rows.ts';
import {addressAndPort, serviceAddress, serviceQuery} from './service-of.ts';
import {steadyLines} from './steady-lines.ts';
import {isRead, unknownLines} from './unknown-lines.ts';

/** How a service stands, worst first. */
type State = 'refused' | 'empty' | 'partly' | 'stale' | 'ok';

const states: readonly State[] = ['refused', 'empty', 'partly', 'stale', 'ok'];

const marks: Readonly<Record<State, readonly [mark: string, tone: Tone | undefined]>> = {
	refused: ['! refused', 'warning'],
	empty: ['! empty', 'warning'],
	partly: ['i partly', 'info'],
	stale: ['i stale', 'info'],
	ok: ['+ ok', undefined],
};

const meanings: Readonly<Record<State, string>> = {
	refused: 'nobody is behind it: the rules of this node turn connections away',
	empty: 'there is no endpoint for it in the rules of this node',
	partly: 'it has endpoints, but some connections are turned away, as where only pods of this node may answer',
	stale: 'it stands in the rules of another proxy mode than the one in use: left over from before',
	ok: '',
};

const proxyModes = new Set(['iptables', 'nftables', 'ipvs']);

const stateOf = ({endpoints, refused, mode}: Service, proxy: ProxyMode | null): State => {
	if (endpoints.length === 0) {
		return refused.length > 0 ? 'refused' : 'empty';
	}
	if (proxy !== null && proxyModes.has(proxy.mode) && proxy.mode !== mode) {
		return 'stale';
	}
	return refused.length > 0 ? 'partly' : 'ok';
};

type Listed = {readonly service: Service; readonly state: State; readonly key: string};

/** Problems first, then by name. */
const listed = (known: NodeConclusions): readonly Listed[] =>
	(known.services ?? [])
		.map((service) => ({
			service,
			state: stateOf(service, known.proxy),
			key: `${service.name} ${service.mode} ${service.protocol} ${serviceAddress(service)} ${service.nodePort}`,
		}))
		.toSorted(
			(one, other) =>
				states.indexOf(one.state) - states.indexOf(other.state) ||
				compareText(one.service.name ?? '', other.service.name ?? ''),
		);

const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const narrow = 58;
const wide = 100;
const markWidth = 10;

/** Columns of a service's name where there is room beside it. */
const nameWidth = 40;

type Cells = {readonly [K in 'mark' | 'name' | 'address' | 'nodePort' | 'count' | 'mode' | 'endpoints']: Span};

/** A narrow screen shows how a service stands and how many are behind it, a wide one also who. */
const cells = ({mark, name, address, nodePort, count, mode, endpoints}: Cells, width: number): Line => {
	if (width < narrow) {
		return [column(mark, markWidth), column(name, width - markWidth - 5), rightColumn(count, 5)];
	}
	const addressWidth = 25;
	const numbers = [rightColumn(nodePort, 6), rightColumn(count, 6)];
	return width < wide
		? [
				column(mark, markWidth),
				column(name, width - markWidth - addressWidth - 13),
				gap(1),
				column(address, addressWidth),
				...numbers,
			]
		: [
				column(mark, markWidth),
				column(name, nameWidth),
				gap(1),
				column(address, addressWidth),
				...numbers,
				gap(2),
				column(mode, 10),
				endpoints,
			];
};

const headings = ({pen, width}: ViewContext): Line => {
	const word = (text: string): Span => pen.words(text, 'quiet');
	return cells(
		{
			mark: word(''),
			name: word('service'),
			address: word('address'),
			nodePort: word('node'),
			count: word('ends'),
			mode: word('mode'),
			endpoints: word('endpoints'),
		},
		width,
	);
};

/** The first few endpoints, and how many more there are. */
const namesOf = (endpoints: Service['endpoints'], most: number): string => {
	const named = endpoints.slice(0, most).map(({address, port}) => addressAndPort(address, port));
	const rest = endpoints.length - named.length;
	return named.join(', ') + (rest > 0 ? ` and ${rest} more` : '');
};

const rowOf = ({service, state, key}: Listed, {pen, node, width}: ViewContext): Row => {
	const {name, protocol, nodePort, endpoints, mode, steps, refused} = service;
	const [mark, tone] = marks[state];
	const at = refused[0] ?? steps[0]?.at;
	const address = serviceAddress(service);
	const query = serviceQuery(service);
	return {
		key,
		line: cells(
			{
				mark: pen.words(mark, tone),
				name: pen.quote(name ?? '-'),
				address: pen.quote(address === null ? '-' : `${address}/${protocol}`),
				nodePort: pen.words(nodePort === null ? '-' : String(nodePort), nodePort === null ? 'quiet' : undefined),
				count: pen.words(String(endpoints.length), endpoints.length === 0 ? tone : undefined),
				mode: pen.words(mode),
				endpoints: pen.quote(namesOf(endpoints, 4)),
			},
			width,
		),
		opens: {screen: 'service', node, subject: query},
		raw: at && rawAt(at, node),
		copies: query,
	};
};

const textOf = ({service, state}: Listed): string =>
	`${marks[state][0]} ${service.name ?? ''} ${serviceAddress(service) ?? ''}/${service.protocol} ${service.nodePort ?? ''} ${service.mode}`;

const serviceRows = (services: readonly Listed[], context: ViewContext): Rows => ({
	count: services.length,
	at: (index) => {
		const service = services[index];
		return service === undefined ? {line: []} : rowOf(service, context);
	},
	indexOf: (key) => services.findIndex((each) => each.key === key),
	textAt: (index) => {
		const service = services[index];
		return service === undefined ? '' : textOf(service);
	},
});

/** Endpoints that are named below the list; of more, how many there are. */
const namedEndpoints = 24;

/** Lines for the service under the cursor. */
const tailHeight = 4;

const tailOf = ({service, state}: Listed, {pen, width}: ViewContext): readonly Line[] => {
	const {endpoints, externalIps = [], nodePort, port} = service;
	const also = [
		...externalIps.map((address) => addressAndPort(address, port)),
		...(nodePort === null ? [] : [`node port ${nodePort}`]),
	];
	return [
		...(state === 'ok' ? [] : labelled(pen.words('means', 'quiet'), 7, pen.words(meanings[state]), width)),
		...labelled(pen.words('ends', 'quiet'), 7, pen.quote(namesOf(endpoints, namedEndpoints) || 'none'), width).slice(
			0,
			2,
		),
		...(also.length === 0
			? []
			: labelled(pen.words('also', 'quiet'), 7, pen.quote(also.join(', ')), width).slice(0, 1)),
	];
};

/** Who proxies and how, and how many services stand how. */
const summary = (known: NodeConclusions, services: readonly Listed[], pen: Pen): Span => {
	const {proxy} = known;
	const who = proxy?.proxy?.name ?? proxy?.replacement;
	const count = `${services.length === 0 ? 'No' : services.length} service${services.length === 1 ? '' : 's'}`;
	const how =
		proxy === null
			? 'how they are proxied is not known'
			: who === undefined || who === null
				? 'nobody proxies any'
				: `proxied by ${who} (${proxy.mode})`;
	const worse = states
		.filter((state) => state !== 'ok')
		.map((state) => [services.filter((each) => each.state === state).length, state] as const)
		.filter(([some]) => some > 0)
		.map(([some, state]) => `${some} ${state}`);
	return pen.words(`${count}, ${how}${worse.length === 0 ? '' : `: ${worse.join(', ')}`}.`, 'heading');
};

/** All services that the node's data plane knows, those nobody is behind first; Enter shows the way of a connection. */
export const servicesView = (context: ViewContext): View => {
	const {pen, scene, node, spot, width, once} = context;
	const known = scene.report.conclusions.find((each) => each.node === node);
	const title = [pen.words('Services', 'heading')];
	const services = known === undefined ? [] : once(known, 'services', () => listed(known));
	const failing = failingRows('proxy', context);
	const rows = joinRows([listRows(failing), serviceRows(services, context)]);
	if (known === undefined || known.services === null) {
		// The engine says best why: what proxies keeps them to itself, or the rules could not be read.
		const because = scene.inspections.get(node)?.service('').because ?? 'the services of this node are not known';
		return {
			title,
			lead: [
				...(isRead(scene)
					? wrapSpan(pen.words(`? ${because}`, 'unknown'), width)
					: [[pen.words('The services are being read.')]]),
				...unknownLines('iptables', 'iptables', context),
				...unknownLines('nftables', 'nft', context),
				[],
			],
			rows,
			tail: [],
		};
	}
	const under = services[cursorRow(spot, rows) - failing.length];
	return {
		title,
		lead: [
			...wrapSpan(summary(known, services, pen), width),
			[],
			...(services.length === 0 ? [] : [[gap(1), ...headings(context)]]),
		],
		rows,
		tail: services.length === 0 ? [] : steadyLines(under === undefined ? [] : tailOf(under, context), tailHeight),
	};
};
