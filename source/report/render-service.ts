import type {ServiceDocument} from '../model/documents.ts';
import {escapeVisible} from './escape-visible.ts';
import {ownWords} from './own-words.ts';
import {horizonOfNode, serviceTone} from './service-tone.ts';
import {paint, type Style} from './style.ts';
import {wrap} from './wrap.ts';

const verdict = (word: string, style: Style): string => paint(word, serviceTone(word), style);

type Service = ServiceDocument['nodes'][number]['services'][number];

const service = (each: Service, style: Style): readonly string[] => {
	const address = each.clusterIp === null ? '' : ` ${each.clusterIp}:${each.port ?? '*'}`;
	const nodePort = each.nodePort === null ? '' : `, node port ${each.nodePort}`;
	const name = escapeVisible(
		`${each.name ?? 'unnamed'}${address} ${each.protocol}${nodePort} (${each.mode}, ${each.way})`,
		style.ascii,
	);
	const steps = each.steps.flatMap((step, index) => [
		`  ${String(index + 1).padStart(2)}. ${wrap(ownWords(step.text, style), style.width, '      ')}`,
		...(step.source === null
			? []
			: [
					`      ${paint(escapeVisible(`${step.source}:${step.line}`, style.ascii), 'quiet', style)}  ${escapeVisible(step.quote ?? '', style.ascii)}`,
				]),
	]);
	return [`${paint(name, 'heading', style)}: ${verdict(each.verdict, style)}`, ...steps];
};

/** The way of connections to a service for people: each step with the line it stands on, and the verdict. */
export const renderService = (document: ServiceDocument, style: Style): string => {
	const nodes = document.nodes.map((node) =>
		[
			`${paint(escapeVisible(node.node, style.ascii), 'heading', style)}: ${escapeVisible(document.query, style.ascii)} is ${verdict(node.verdict, style)}: ${ownWords(node.because, style)}`,
			...node.services.map((each) => `\n${service(each, style).join('\n')}`),
		].join('\n'),
	);
	return `${nodes.join('\n\n')}\n\n${wrap(horizonOfNode, style.width)}\n`;
};
