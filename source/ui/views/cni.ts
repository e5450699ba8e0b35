import type {Part} from '../../model/capture.ts';
import type {CniChain, CniProduct} from '../../model/conclusions.ts';
import type {CniConfigFile} from '../../model/facts/cni.ts';
import type {Place} from '../../model/place.ts';
import {type Inspection, isInspectable} from '../../model/scene.ts';
import type {Tone} from '../../report/style.ts';
import {column, gap, rightColumn, wrapSpan} from '../fit-line.ts';
import {marked} from '../severity-mark.ts';
import type {Line, Span} from '../span.ts';
import {rawAt} from '../target.ts';
import {listRows, type Row, textRows, type View, type ViewContext} from '../view.ts';
import {failingRows} from './failing-rows.ts';
import {notInReport} from './not-in-report.ts';
import {isRead, unknownLines} from './unknown-lines.ts';

/** Columns of what a row is about. */
const labelWidth = 10;

const blank: Row = {line: []};

/** A row that says something of the pod network, with the line it rests on. Long text goes on in rows below. */
const said = (label: string, text: Span, at: Place | null, {pen, node, width}: ViewContext): readonly Row[] => {
	const raw = at === null ? undefined : rawAt(at, node);
	return wrapSpan(text, width - labelWidth).map(
		(part, index): Row => ({
			line: [index === 0 ? column(pen.words(label, 'quiet'), labelWidth) : gap(labelWidth), ...part],
			opens: raw,
			raw,
		}),
	);
};

/** Which file is used and why. */
const winnerRows = (cni: CniChain, files: readonly CniConfigFile[] | null, context: ViewContext): readonly Row[] => {
	const {pen} = context;
	if (cni.winner === null) {
		// Whether that is a fault is for a rule to say: a machine without Kubernetes needs none.
		const text = files === null ? '? which file is used is not known' : 'none: there is no network configuration';
		return said('used', pen.words(text, files === null ? 'unknown' : undefined), null, context);
	}
	const {file, name, at} = cni.winner;
	const why =
		files === null || files.length <= 1
			? 'the only file'
			: `the first of ${files.length} files in byte order; the runtime takes no other`;
	return said('used', pen.quote(`${file}${name === null ? '' : `, network ${name}`}: ${why}`), at, context);
};

const productRows = (cni: CniChain, context: ViewContext): readonly Row[] => {
	const {product, products, combination} = cni;
	const at = products.find((each) => each.product === product)?.signs[0]?.at ?? null;
	const text = product === null ? 'none that is recognised' : (combination ?? product);
	return said('product', context.pen.quote(text), at, context);
};

const binaries: Readonly<
	Record<CniChain['plugins'][number]['binary'], readonly [text: string, tone: Tone | undefined]>
> = {
	present: ['+ there', undefined],
	missing: ['x missing', 'error'],
	'not-executable': ['x not executable', 'error'],
	unknown: ['? not known', 'unknown'],
};

const pluginRows = ({plugins}: CniChain, context: ViewContext): readonly Row[] =>
	plugins.flatMap(({type, ipam, binary, at}, index) => {
		const {pen, node} = context;
		const [text, tone] = binaries[binary];
		const raw = rawAt(at, node);
		return [
			{
				line: [
					column(pen.words(index === 0 ? 'plugins' : '', 'quiet'), labelWidth),
					column(pen.words(marked(text, pen), tone), 18),
					pen.quote(ipam === null ? type : `${type}, addresses by ${ipam}`),
				],
				opens: raw,
				raw,
				copies: type,
			},
		];
	});

const daemonRows = ({daemon}: CniChain, context: ViewContext): readonly Row[] => {
	const {pen} = context;
	const {expected, running, pid, at} = daemon;
	if (expected.length === 0) {
		return said('daemon', pen.words('none is needed'), null, context);
	}
	const names = expected.join(' or ');
	const [text, tone] =
		running === true
			? ([`+ ${names} runs${pid === null ? '' : ` (pid ${pid})`}`, undefined] as const)
			: running === false
				? ([`x ${names} does not run`, 'error'] as const)
				: ([`? whether ${names} runs is not known`, 'unknown'] as const);
	return said('daemon', pen.words(marked(text, pen), tone), at, context);
};

const bridgeRows = ({bridge}: CniChain, context: ViewContext): readonly Row[] => {
	if (bridge === null) {
		return said('bridge', context.pen.words('none', 'quiet'), null, context);
	}
	const {name, ports, addresses, up, mtu, at} = bridge;
	const state = `${up ? '+' : 'x'} ${name} ${up ? 'up' : 'down'}`;
	const text = `${state}, ${addresses.join(' ') || 'no address'}, ${ports} port${ports === 1 ? '' : 's'}, MTU ${mtu ?? 'not known'}`;
	return said('bridge', context.pen.quote(marked(text, context.pen), up ? undefined : 'error'), at, context);
};

const overlayRows = ({overlay}: CniChain, context: ViewContext): readonly Row[] =>
	overlay === null
		? said('overlay', context.pen.words('none', 'quiet'), null, context)
		: said(
				'overlay',
				context.pen.quote(`${overlay.name} (${overlay.kind}, takes ${overlay.overhead} bytes of each packet)`),
				overlay.at,
				context,
			);

/** What the rule on MTUs says of this node: it knows the exceptions. */
const mtuMark = ({scene, node}: ViewContext): readonly [mark: string, tone: Tone | undefined] => {
	const finding = scene.report.findings.find(({rule, nodes}) => rule === 'mtu-inconsistent' && nodes.includes(node));
	switch (finding?.status) {
		case 'fail':
			return [finding.severity === 'error' ? 'x' : finding.severity === 'warning' ? '!' : 'i', finding.severity];
		case 'pass':
			return ['+', undefined];
		default:
			return ['?', 'unknown'];
	}
};

/** The MTU of pods against what the link below carries. */
const mtuRows = (
	{overlay, bridge, mtu}: CniChain,
	inspection: Inspection | undefined,
	context: ViewContext,
): readonly Row[] => {
	const {pen, scene, node} = context;
	const name = scene.report.conclusions.find((each) => each.node === node)?.nodeAddress?.uplink ?? null;
	const links = inspection?.interfaces ?? [];
	const below = links.find((link) => link.name === overlay?.name)?.vxlan?.device ?? name;
	const uplink = links.find((link) => link.name === below);
	if (mtu === null) {
		return [];
	}
	if (uplink?.mtu == null) {
		return said('MTU', pen.words(`${mtu} for pods; that of the link below is not known`), null, context);
	}
	const [mark, tone] = mtuMark(context);
	const parts = [
		`${uplink.name} ${uplink.mtu}`,
		...(overlay === null
			? []
			: [`less ${overlay.overhead} is ${uplink.mtu - overlay.overhead}; ${overlay.name} ${overlay.mtu ?? '?'}`]),
		...(bridge === null ? [] : [`${bridge.name} ${bridge.mtu ?? '?'}`]),
	];
	return said('MTU', pen.quote(marked(`${mark} ${parts.join(', ')}`, pen), tone), uplink.at, context);
};

const signsOf = ({signs}: CniProduct): string => signs.map(({sign}) => sign).join(', ');

/** Every product of which there are signs, and what is only left over. */
const signRows = ({products, leftovers}: CniChain, context: ViewContext): readonly Row[] =>
	products.flatMap((product, index) => {
		const isLeft = leftovers.some((each) => each.product === product.product);
		const text = `${product.product}: ${signsOf(product)}${isLeft ? ' (left over: its daemon does not run)' : ''}`;
		return said(
			index === 0 ? 'signs of' : '',
			context.pen.quote(`${isLeft ? '! ' : ''}${text}`, isLeft ? 'warning' : undefined),
			product.signs[0]?.at ?? null,
			context,
		);
	});

/** The text of a file as it was read. */
const partOf = (inspection: Inspection, path: string): Part | undefined =>
	inspection.captures.flatMap(({parts}) => parts).find(({name}) => name === path);

/** Lines of a file that are shown; it can be opened whole. */
const shownLines = 200;

const fileRows = (file: CniConfigFile, index: number, inspection: Inspection, context: ViewContext): readonly Row[] => {
	const {pen, node} = context;
	const opens = rawAt({source: file.path, line: 1}, node);
	const lines = partOf(inspection, file.path)?.text.replace(/\n$/, '').split('\n') ?? [];
	const types = file.plugins.map(({type}) => type ?? '?').join(', ');
	const state = index === 0 ? 'used' : 'not used';
	const words = `  ${state}; ${file.cniVersion ?? 'no version'}; ${types === '' ? 'no plugins' : types}`;
	return [
		blank,
		{
			key: `file ${file.path}`,
			line: [pen.quote(file.path, 'heading'), pen.quote(words, index === 0 ? undefined : 'quiet')],
			opens,
			raw: opens,
			copies: file.path,
		},
		...file.problems.map(({message, at}): Row => {
			const raw = rawAt(at, node);
			return {line: [pen.quote(marked(`x ${message}`, pen), 'error')], opens: raw, raw};
		}),
		...lines.slice(0, shownLines).map((text, at): Row => {
			const raw = {...opens, line: at + 1};
			return {
				line: [rightColumn(pen.words(String(at + 1), 'quiet'), 4), gap(1), pen.quote(text)],
				opens: raw,
				raw,
				copies: text,
			};
		}),
		...(lines.length > shownLines
			? [
					{
						line: [pen.words(`     and ${lines.length - shownLines} more lines: enter shows all`, 'quiet')],
						opens,
						raw: opens,
					},
				]
			: []),
	];
};

const filesRows = (inspection: Inspection | undefined, context: ViewContext): readonly Row[] => {
	const {pen, node, scene} = context;
	if (!isInspectable(scene, node)) {
		return [blank, ...textRows(notInReport('The files of the pod network', context))];
	}
	if (inspection === undefined) {
		return [blank, {line: [pen.words('Reading '), pen.quote(node, 'heading'), pen.words(' again to show its files.')]}];
	}
	const {files = [], others = []} = inspection.cniConfigs ?? {};
	return [
		...files.flatMap((file, index) => fileRows(file, index, inspection, context)),
		...(others.length === 0 ? [] : [blank]),
		...others.map(({file, at}): Row => {
			const raw = rawAt(at, node);
			return {
				line: [
					pen.quote(file),
					pen.words('  not loaded: its name ends in none of .conf, .conflist and .json', 'quiet'),
				],
				opens: raw,
				raw,
				copies: file,
			};
		}),
	];
};

/** The pod network as the runtime sees it: which configuration wins and why, its plugins, daemon and links, what else left signs, and the files as read. */
export const cniView = (context: ViewContext): View => {
	const {pen, scene, node, once, width} = context;
	const cni = scene.report.conclusions.find((each) => each.node === node)?.cni ?? null;
	const inspection = scene.inspections.get(node);
	const title: Line = [pen.words('CNI', 'heading')];
	if (cni === null) {
		return {
			title,
			lead: [
				...(isRead(scene)
					? wrapSpan(pen.words('? The pod network of this node is not known.', 'unknown'), width)
					: [[pen.words('The pod network is being read.')]]),
				...unknownLines('cniConfigs', 'network configurations', context),
				...unknownLines('interfaces', 'interfaces', context),
			],
			rows: listRows([]),
			tail: [],
		};
	}
	const files = inspection === undefined ? null : (inspection.cniConfigs?.files ?? null);
	const rows = once(inspection ?? cni, `cni ${width}`, () => [
		...winnerRows(cni, files, context),
		...productRows(cni, context),
		...pluginRows(cni, context),
		...daemonRows(cni, context),
		...bridgeRows(cni, context),
		...overlayRows(cni, context),
		...mtuRows(cni, inspection, context),
		...signRows(cni, context),
		...filesRows(inspection, context),
	]);
	const failing = failingRows('cni', context);
	return {
		title: [...title, gap(2), pen.quote(cni.directory)],
		lead: [...unknownLines('cniConfigs', 'network configurations', context), []],
		rows: listRows([...failing, ...(failing.length > 0 ? [blank] : []), ...rows]),
		tail: [],
	};
};
