import type {Service} from '../model/conclusions.ts';
import {defineQuestion} from '../model/question.ts';
import {someWords} from './join-words.ts';
import {notOnNode} from './missing.ts';

/** The chains of a service with one of its endpoints, as its packets take them. */
const pathOf = (service: Service): string => {
	const chain = service.steps
		.map(({text}) => / jumps to (KUBE-\S+)$/.exec(text)?.[1])
		.find((name) => name !== undefined);
	const end = service.endpoints[0];
	const steps = [
		'KUBE-SERVICES',
		chain,
		end?.chain,
		end === undefined ? undefined : `${end.address}:${end.port ?? '*'}`,
	];
	return `${service.name ?? service.clusterIp}: ${steps.filter((step) => step != null).join(' -> ')}`;
};

const places = (service: Service) => [...service.steps.slice(0, 2).map(({at}) => at), ...service.refused.slice(0, 1)];

const elsewhere = {
	nftables: 'the nft tables `kube-proxy` (`nft list table ip kube-proxy`)',
	ipvs: 'IPVS (`ipvsadm -Ln`)',
} as const;

/** The services that iptables rules are for, and the chains that their packets take. */
export const serviceRules = defineQuestion({
	number: 19,
	id: 'service-rules',
	question: 'Which services have iptables rules?',
	uses: ['services', 'proxy', 'role'],
	commands: ['iptables -t nat -S | grep SERVICE', 'iptables -t nat -L KUBE-SERVICES -n'],
	answer: ({services, proxy, role}) => {
		if (services === undefined) {
			return proxy?.mode === 'replaced'
				? {
						answer: `None: ${proxy.replacement} proxies services without iptables.`,
						values: [],
						evidence: proxy.evidence,
					}
				: notOnNode(role, 'iptables rule of a service', 'iptables-save');
		}
		const own = services.filter(({mode}) => mode === 'iptables');
		const others = services.filter(({mode}) => mode !== 'iptables');
		const [other] = others;
		if (own.length === 0) {
			const where = other === undefined || other.mode === 'iptables' ? '' : `: they are in ${elsewhere[other.mode]}`;
			return {
				answer: `No service has iptables rules${where}.`,
				values: [],
				evidence: others.slice(0, 10).flatMap(places),
			};
		}
		const names = [...new Set(own.map(({name, clusterIp}) => name ?? clusterIp ?? ''))].sort();
		const shown = own.find(({endpoints}) => endpoints.length > 0);
		const example = shown === undefined ? '' : `; for example ${pathOf(shown)}`;
		return {
			answer: `iptables has rules for ${someWords(names, 12)}${example}.`,
			values: names,
			evidence: own.slice(0, 30).flatMap(places),
		};
	},
});
