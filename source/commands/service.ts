import type {AnalyzedNode} from '../analyzer/analyze.ts';
import {viewOf} from '../analyzer/draw-conclusions.ts';
import {type Quote, quoterOf} from '../analyzer/quote-evidence.ts';
import type {ServiceStep} from '../derive/service-entry.ts';
import {type ServicePathKnown, servicePath} from '../derive/service-path.ts';
import type {ServiceDocument, ServiceStepDocument} from '../model/documents.ts';

/** What a service's path follows from. */
const names = [
	'services',
	'proxy',
	'virtualServers',
	'interfaces',
	'routes',
	'nodeAddress',
	'kubeProxyConfig',
	'iptables',
	'nftables',
] as const;

const quoted = ({text, at, endpoint}: ServiceStep, quote: Quote): ServiceStepDocument => ({
	text,
	endpoint: endpoint ?? null,
	source: at?.source ?? null,
	line: at?.line ?? null,
	quote: at === null ? null : quote(at),
});

/** What becomes of connections to a service on one node. */
export const serviceOnNode = (query: string, node: AnalyzedNode): ServiceDocument['nodes'][number] => {
	const path = servicePath(query, viewOf(node.knowledge, names) as ServicePathKnown);
	const quote = quoterOf(node.snapshot);
	return {
		node: node.snapshot.node,
		verdict: path.verdict,
		because: path.because,
		services: path.paths.map(({service, way, verdict, steps}) => ({
			name: service.name,
			mode: service.mode,
			protocol: service.protocol,
			clusterIp: service.clusterIp,
			port: service.port,
			nodePort: service.nodePort,
			way,
			verdict,
			steps: steps.map((step) => quoted(step, quote)),
		})),
	};
};

/** `kdiag service`: what becomes of connections to a service on each node. */
export const describeService = (query: string, nodes: readonly AnalyzedNode[], version: string): ServiceDocument => ({
	format: 'kdiag-service',
	version: 1,
	tool: {name: 'kdiag', version},
	query,
	nodes: nodes.map((node) => serviceOnNode(query, node)),
});

const exits: Readonly<Record<ServiceDocument['nodes'][number]['verdict'], number>> = {
	reachable: 0,
	'no such service': 1,
	unknown: 3,
	refused: 2,
	dropped: 2,
};

/** 0 reachable on every node, 1 no such service, 2 refused or dropped, 3 unknown; the worst of several nodes. */
export const serviceExit = (document: ServiceDocument): number => {
	const codes = document.nodes.map((node) => exits[node.verdict]);
	return [2, 1, 3].find((code) => codes.includes(code)) ?? 0;
};
