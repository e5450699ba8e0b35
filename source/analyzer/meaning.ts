import type {MeaningArea} from '../model/difference.ts';
import type {Finding} from '../model/finding.ts';
import {type Knowledge, knownValue} from './draw-conclusions.ts';
import {iptablesStatements, nftablesStatements} from './filter-statements.ts';
import {kubeletStatements, podNetworkStatements, staticPodStatements} from './kubernetes-statements.ts';
import {
	addressStatements,
	interfaceStatements,
	listenerStatements,
	nodeStatements,
	policyStatements,
	routeStatements,
	sysctlStatements,
} from './network-statements.ts';
import {plainTags} from './plain-tags.ts';
import type {Statement, Statements} from './statement.ts';

/** What a node's state means, area by area. */
export type Meaning = {readonly [area in MeaningArea]: Statements};

/** Hidden secrets are numbered anew in every run, so that their numbers say nothing. */
const withPlainTags = (statement: Statement): Statement => ({
	...statement,
	key: plainTags(statement.key),
	value: plainTags(statement.value),
});

/** Equal rules are counted, so that a second copy of one is a difference. */
const numbered = (statements: readonly Statement[]): readonly Statement[] => {
	const seen = new Map<string, number>();
	return statements.map((statement) => {
		const count = (seen.get(statement.key) ?? 0) + 1;
		seen.set(statement.key, count);
		return count === 1 ? statement : {...statement, key: `${statement.key} (${count})`};
	});
};

const serviceStatements = (knowledge: Knowledge): Statements =>
	knownValue(knowledge, 'services')?.map((service) => ({
		key: `${service.name ?? service.clusterIp} ${service.protocol} ${service.clusterIp}:${service.port}`,
		value:
			service.endpoints
				.map((endpoint) => `${endpoint.address}:${endpoint.port}`)
				.sort()
				.join(', ') || 'no endpoints',
		at: service.steps[0]?.at ?? service.refused[0] ?? {source: 'services', line: 1},
	})) ?? null;

const proxyStatements = (knowledge: Knowledge): Statements => {
	const proxy = knownValue(knowledge, 'proxy');
	const [at] = proxy?.evidence ?? [];
	return proxy === undefined || at === undefined
		? null
		: [
				{key: 'mode', value: proxy.mode, at},
				{key: 'proxied by', value: proxy.proxy?.name ?? proxy.replacement ?? 'nobody', at},
			];
};

const certificateStatements = (knowledge: Knowledge): Statements =>
	knownValue(knowledge, 'certificates')?.map((each) => ({
		key: each.path,
		value: `${each.commonName} until ${each.notAfter} ${[...each.names, ...each.addresses].join(' ')}`.trim(),
		at: each.at,
	})) ?? null;

const findingStatements = (findings: readonly Finding[]): readonly Statement[] =>
	findings
		.filter((finding) => finding.status === 'fail' && finding.rule !== 'connection-summary')
		.map((finding) => ({
			key: finding.rule,
			value: `${finding.severity}: ${finding.actual}`,
			at: finding.evidence[0] ?? {source: finding.rule, line: 1},
		}));

/** Counters, times, process numbers, connections and what comes and goes with pods are left out. */
export const meaningOf = (knowledge: Knowledge, findings: readonly Finding[]): Meaning => {
	const areas: Meaning = {
		node: nodeStatements(knowledge),
		interfaces: interfaceStatements(knowledge),
		addresses: addressStatements(knowledge),
		routes: routeStatements(knowledge),
		'policy rules': policyStatements(knowledge),
		listeners: listenerStatements(knowledge),
		iptables: iptablesStatements(knowledge),
		nftables: nftablesStatements(knowledge),
		services: serviceStatements(knowledge),
		proxy: proxyStatements(knowledge),
		'pod network': podNetworkStatements(knowledge),
		kubelet: kubeletStatements(knowledge),
		'static pods': staticPodStatements(knowledge),
		sysctls: sysctlStatements(knowledge),
		certificates: certificateStatements(knowledge),
		findings: findingStatements(findings),
	};
	return Object.fromEntries(
		Object.entries(areas).map(([area, statements]) => [area, statements && numbered(statements.map(withPlainTags))]),
	) as Meaning;
};
