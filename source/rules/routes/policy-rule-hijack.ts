import {asksMainFirst, isUnconditional, ownTables} from '../../derive/policy-lookups.ts';
import type {AddressPlan, NodeAddress} from '../../model/conclusions.ts';
import type {PolicyRule, Route} from '../../model/facts/route.ts';
import type {Place} from '../../model/place.ts';
import {defineRule, type Violation} from '../../model/rule.ts';
import {type Cidr, containsAddress, overlaps, parseCidr} from '../../net/cidr.ts';

/** Tables of programs that know the cluster or keep out of its way: Cilium, kube-router, Tailscale, Antrea's egress. */
const knownTables = /^(200[45]?|7[789]|kube-router.*|external_ip|52|1(0[1-9]|1\d|20)|\[.*\])$/;

/** What the cluster uses, as ranges. */
const clusterRanges = (plan: AddressPlan): readonly {readonly text: string; readonly cidr: Cidr}[] =>
	plan.ranges
		.filter(({kind}) => ['cluster-pods', 'node-pods', 'services', 'node'].includes(kind))
		.flatMap(({cidr: text, kind}) => {
			const cidr = parseCidr(text);
			return cidr === null
				? []
				: [{text: `${kind === 'services' ? 'services' : kind === 'node' ? 'nodes' : 'pods'} ${cidr.text}`, cidr}];
		});

const isFromNode = ({from}: PolicyRule, {addresses}: NodeAddress): boolean => {
	const range = from === 'all' ? null : parseCidr(from);
	return from === 'all' || (range !== null && addresses.some(({address}) => containsAddress(range, address)));
};

/** What ends the way of a packet that a rule takes: the rule itself, or a route of its table. Null where the packet goes on to the next rule. */
const endOf = (rule: PolicyRule, routes: readonly Route[], target: Cidr): Place | null => {
	if (rule.action !== 'lookup') {
		return ['unreachable', 'blackhole', 'prohibit'].includes(rule.action) ? rule.at : null;
	}
	const taking = routes.find((route) => {
		const destination = parseCidr(route.destination);
		return (
			route.table === rule.table &&
			route.family === rule.family &&
			route.type !== 'throw' &&
			destination !== null &&
			overlaps(destination, target)
		);
	});
	return taking?.at ?? null;
};

/** Priorities and tables that NetworkManager's cloud set-up takes. */
const isCloudSetup = ({priority, table}: PolicyRule): boolean =>
	[priority, Number(table)].some((number) => number >= 30200 && number < 30600);

const isSuspect = (rule: PolicyRule): boolean =>
	rule.priority > 0 &&
	rule.priority < 32766 &&
	isUnconditional(rule) &&
	!ownTables.includes(rule.table ?? '') &&
	!knownTables.test(rule.table ?? '');

/** Policy rules that come before the main table. */
export const policyRuleHijack = defineRule({
	id: 'policy-rule-hijack',
	title: 'No policy rule diverts traffic of the cluster',
	severity: 'warning',
	tier: 2,
	group: 'routes',
	roles: ['control-plane', 'worker'],
	needs: ['policyRules', 'routes', 'addressPlan', 'nodeAddress'],
	why: 'Rules before the main table are asked first, so that the routes of the pod network never see these packets.',
	fix: 'Careful: this can cut your SSH session. Remove the rule and what makes it again. Where it is nm-cloud-setup (priorities from 30200), disable nm-cloud-setup.service and nm-cloud-setup.timer and reboot.',
	commands: ['ip route show table {table}', 'ip rule del priority {priority}'],
	verify: ['ip rule', 'ip -6 rule'],
	docs: [
		'https://github.com/rancher/rke2-docs/blob/main/docs/install/requirements.md',
		'https://man7.org/linux/man-pages/man8/ip-rule.8.html',
	],
	seen: 'live',
	check: ({policyRules, routes, addressPlan, nodeAddress}) => {
		const cluster = clusterRanges(addressPlan);
		const mainFirst = policyRules.filter(asksMainFirst);
		return policyRules.filter(isSuspect).flatMap((rule): readonly Violation[] => {
			const to = rule.to === 'all' ? null : parseCidr(rule.to);
			const isLate = mainFirst.some((other) => other.family === rule.family && other.priority < rule.priority);
			if (isLate || !isFromNode(rule, nodeAddress) || (rule.to !== 'all' && to === null)) {
				return [];
			}
			const taken = cluster.filter(({cidr}) => cidr.family === rule.family && (to === null || overlaps(to, cidr)));
			const ended = taken.flatMap(({text, cidr}) => {
				const at = endOf(rule, routes, cidr);
				return at === null ? [] : [{text, at}];
			});
			const [first] = ended;
			if (first === undefined) {
				return [];
			}
			const where = rule.action === 'lookup' ? `to table ${rule.table}` : `to ${rule.action}`;
			return [
				{
					expected: `traffic to ${first.text} takes the main table`,
					actual: `the policy rule ${rule.priority} sends traffic to ${[...new Set(ended.map(({text}) => text))].join(', ')} ${where}`,
					severity: isCloudSetup(rule) ? ('error' as const) : ('warning' as const),
					evidence: [rule.at, first.at],
					values: {
						priority: String(rule.priority),
						...(rule.table === null ? {} : {table: rule.table}),
					},
					...(rule.family === 6
						? {commands: ['ip -6 route show table {table}', 'ip -6 rule del priority {priority}']}
						: {}),
				},
			];
		});
	},
});
