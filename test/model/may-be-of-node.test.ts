import {expect, test} from 'vitest';
import type {Process} from '../../source/model/facts/process.ts';
import {mayBeOfNode} from '../../source/model/may-be-of-node.ts';

const pod = {uid: 'a', containerId: null};
const process = {argv: ['kubelet', '--config=/x'], hostNetwork: null, pod: null, pidNamespaces: null};

test.each<readonly [string, Partial<Process>, boolean]>([
	['of which nothing is known', {}, true],
	["in the node's network", {hostNetwork: true, pidNamespaces: 3}, true],
	['in a network of its own', {hostNetwork: false, pidNamespaces: 1}, false],
	["in the node's PID namespace", {pidNamespaces: 1}, true],
	['in a PID namespace of its own and no pod', {pidNamespaces: 2}, false],
	['in a pod', {pod, pidNamespaces: 2}, true],
	['in a pod that shares the PID namespace of the node', {pod, pidNamespaces: 1}, true],
	['in a pod of a node in a container', {pod, pidNamespaces: 3}, false],
	['that prints its version', {argv: ['kubelet', '--version'], hostNetwork: true}, false],
	['that is told how much to log', {argv: ['kubelet', '-v', '2'], hostNetwork: true}, true],
	['without arguments', {argv: [], hostNetwork: true}, true],
])('a process %s', (_, given, expected) => {
	expect(mayBeOfNode({...process, ...given})).toBe(expected);
});
