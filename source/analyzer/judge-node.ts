import type {Evidence, Severity} from '../model/finding.ts';
import type {KnownName, NodeRule, Verdict, Violation} from '../model/rule.ts';
import {type Knowledge, knownValue, viewOf} from './draw-conclusions.ts';
import {fillFix} from './fill-fix.ts';
import {type Quote, quoteAll} from './quote-evidence.ts';
import type {PackedFinding} from './unpack-findings.ts';

/** One node as the judge sees it. */
export type JudgedNode = {readonly id: string; readonly knowledge: Knowledge; readonly quote: Quote};

type AnyNodeRule = NodeRule<KnownName, KnownName>;

const order: readonly Severity[] = ['error', 'warning', 'info'];

/** The worst of several severities. */
export const worst = (severities: readonly Severity[]): Severity =>
	order.find((severity) => severities.includes(severity)) ?? 'info';

const finding = (rule: AnyNodeRule, rest: Omit<PackedFinding, 'rule'>): PackedFinding => ({rule: rule.id, ...rest});

/** Why a rule does not apply to this node, or null. */
const reasonToSkip = (rule: AnyNodeRule, node: JudgedNode): string | null => {
	const role = knownValue(node.knowledge, 'role');
	if (role?.name === 'none') {
		return 'this machine runs no part of Kubernetes';
	}
	if (rule.roles === 'any' || role === undefined || role.name === 'undetermined') {
		return null;
	}
	if (!rule.roles.some((wanted) => role.roles.includes(wanted))) {
		return `applies to ${rule.roles.join(' and ')} nodes; this one is ${role.name}`;
	}
	return null;
};

const isOwed = (rule: AnyNodeRule, node: JudgedNode, remedy: string | null): boolean => {
	const role = knownValue(node.knowledge, 'role');
	return (
		rule.tier === 1 && remedy !== null && role !== undefined && role.name !== 'none' && role.name !== 'undetermined'
	);
};

const unknown = (rule: AnyNodeRule, node: JudgedNode, actual: string, remedy: string | null): PackedFinding =>
	finding(rule, {
		status: 'unknown',
		actual: remedy === null ? actual : `${actual}; ${remedy}`,
		required: isOwed(rule, node, remedy),
	});

const failed = (rule: AnyNodeRule, node: JudgedNode, violations: readonly Violation[]): PackedFinding => {
	const evidence: readonly Evidence[] = quoteAll(
		node.id,
		node.quote,
		violations.flatMap((violation) => violation.evidence),
	);
	const join = (texts: readonly string[]): string => [...new Set(texts)].join('; ');
	return finding(rule, {
		status: 'fail',
		severity: worst(violations.map((violation) => violation.severity ?? rule.severity)),
		expected: join(violations.map((violation) => violation.expected)),
		actual: join(violations.map((violation) => violation.actual)),
		evidence,
		fix: fillFix(rule, violations, knownValue(node.knowledge, 'supervisor')),
	});
};

const isList = (verdict: Verdict): verdict is readonly Violation[] => Array.isArray(verdict);

/** Judges one rule on one node. A missing reading gives `unknown` with its reason; part of an output proves presence, never absence. */
export const judgeNode = (declared: NodeRule<never, never>, node: JudgedNode): PackedFinding => {
	const rule = declared as unknown as AnyNodeRule;
	const skip = reasonToSkip(rule, node);
	if (skip !== null) {
		return finding(rule, {status: 'skip', actual: skip});
	}
	let partial: string | null = null;
	let noAbsence = false;
	for (const name of rule.needs) {
		const reading = node.knowledge[name];
		if (reading === undefined || reading.status === 'pending') {
			return unknown(rule, node, `${name} has not been read`, null);
		}
		if (reading.status === 'unavailable') {
			return unknown(rule, node, `${name}: ${reading.reason}`, reading.remedy);
		}
		if (reading.partial !== null && rule.enough?.includes(name) !== true) {
			partial = reading.partial;
			noAbsence ||= rule.whole?.includes(name) === true;
		}
	}
	if (noAbsence && rule.found !== true) {
		return unknown(rule, node, `${partial}, which proves no absence`, 'give the whole output');
	}
	const verdict = rule.check(viewOf(node.knowledge, [...rule.needs, ...(rule.uses ?? [])]) as never);
	if (!isList(verdict)) {
		return 'skip' in verdict
			? finding(rule, {status: 'skip', actual: verdict.skip})
			: unknown(rule, node, verdict.unknown, verdict.remedy ?? null);
	}
	if (noAbsence) {
		return verdict.length === 0
			? finding(rule, {status: 'pass'})
			: unknown(rule, node, `not found in the part that is known (${partial})`, 'give the whole output');
	}
	if (verdict.length > 0) {
		return failed(rule, node, verdict);
	}
	return partial === null
		? finding(rule, {status: 'pass'})
		: unknown(rule, node, `nothing wrong in the part that was given (${partial})`, 'give the whole output');
};
