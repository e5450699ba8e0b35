import {expect, test} from 'vitest';
import type {ServiceDocument} from '../../source/model/documents.ts';
import {renderService} from '../../source/report/render-service.ts';
import {strayBytes} from '../support/stray-bytes.ts';

type Node = ServiceDocument['nodes'][number];

const path: Node['services'][number] = {
	name: 'default/web:http',
	mode: 'iptables',
	protocol: 'tcp',
	clusterIp: '10.96.0.7',
	port: 80,
	nodePort: 30080,
	way: 'cluster IP',
	verdict: 'reachable',
	steps: [
		{
			text: 'KUBE-SERVICES jumps to KUBE-SVC-A',
			endpoint: null,
			source: 'iptables-save',
			line: 7,
			quote: '-A KUBE-SERVICES -j KUBE-SVC-A',
		},
		{text: 'one endpoint', endpoint: null, source: null, line: null, quote: null},
	],
} as Node['services'][number];

const documentOf = (node: Partial<Node> = {}): ServiceDocument => ({
	format: 'kdiag-service',
	version: 1,
	tool: {name: 'kdiag', version: 'test'},
	query: 'web',
	nodes: [{node: 'n1', verdict: 'reachable', because: 'it has an endpoint', services: [path], ...node}],
});

const style = {color: false, ascii: false, width: 80};

test('each step with the line it stands on', () => {
	expect(renderService(documentOf(), style)).toMatchInlineSnapshot(`
		"n1: web is reachable: it has an endpoint

		default/web:http 10.96.0.7:80 tcp, node port 30080 (iptables, cluster IP): reachable
		   1. KUBE-SERVICES jumps to KUBE-SVC-A
		      iptables-save:7  -A KUBE-SERVICES -j KUBE-SVC-A
		   2. one endpoint

		This is what this node does. Cloud firewalls, security groups and the other node
		cannot be seen from here.
		"
	`);
});

test.each([
	['reachable', '32'],
	['refused', '1;31'],
	['dropped', '1;31'],
	['unknown', '35'],
	['no such service', '35'],
] as const)('the colour of %s', (verdict, code) => {
	const text = renderService(documentOf({verdict, services: []}), {...style, color: true});
	expect(text).toContain(`\u001B[${code}m${verdict}\u001B[0m`);
	expect(strayBytes(Buffer.from(text), true)).toEqual([]);
});

test('names and the query are escaped', () => {
	const hostile = documentOf({node: 'n\u001B]0;x\u0007', because: 'of \u202E', services: [{...path, name: 'a\r\nb'}]});
	expect(strayBytes(Buffer.from(renderService({...hostile, query: '\u009B31m'}, style)))).toEqual([]);
});

test('what cannot be seen from a node is said', () => {
	expect(renderService(documentOf(), style)).toContain('Cloud firewalls');
});
