import {expect, test} from 'vitest';
import {probes} from '../../source/collectors/probes.ts';
import type {Capture} from '../../source/model/capture.ts';
import type {KnownFacts} from '../../source/model/collector.ts';
import {inputId} from '../../source/model/input.ts';
import {address, connection, iface, place, staticPod, staticPods} from '../support/node-facts.ts';

const kubeconfig = (server: string) => ({
	path: '/etc/kubernetes/kubelet.conf',
	server,
	user: null,
	certificateAuthorityHash: null,
	clientCertificatePath: null,
	clientCertificate: null,
	hasToken: false,
	hasClientKey: false,
	problem: null,
	at: place(),
});
const known: KnownFacts = {
	kubeconfigs: [kubeconfig('https://192.168.56.10:6443')],
	staticPods: staticPods(
		staticPod(['kube-apiserver', '--etcd-servers=https://127.0.0.1:2379,https://[fd00::2]:2379,unix:///kine.sock']),
	),
	interfaces: [iface({name: 'eth0', addresses: [address('192.168.56.11/24')]})],
	connections: [
		connection({remoteAddress: '192.168.56.12', remotePort: 2380}),
		connection({remoteAddress: '192.168.56.13', localPort: 2380, remotePort: 40_000}),
		connection({remoteAddress: '192.168.56.22', remotePort: 10_250}),
		connection({remoteAddress: '192.168.56.10', localPort: 6443, remotePort: 40_000}),
		connection({remoteAddress: '192.168.56.11', remotePort: 2380}),
		connection({remoteAddress: '8.8.8.8', remotePort: 10_250}),
		connection({remoteAddress: '192.168.56.99', remotePort: 443}),
	],
};
const asked = (facts: KnownFacts): readonly string[] => probes.inputs(facts).map((slot) => inputId(slot as never));

test('the API server, etcd and peers of the own subnet are asked, each once', () => {
	expect(asked(known)).toEqual([
		'dial 192.168.56.10:6443',
		'dial 127.0.0.1:2379',
		'dial [fd00::2]:2379',
		'dial 192.168.56.12:2380',
		'dial 192.168.56.13:2380',
		'dial 192.168.56.22:10250',
	]);
});

test('nothing is asked where nothing is known, and never more than 32', () => {
	expect(asked({})).toEqual([]);
	const many = Array.from({length: 99}, (_, index) =>
		connection({remoteAddress: `192.168.56.${index + 100}`, remotePort: 10_250}),
	);
	expect(asked({...known, connections: many})).toHaveLength(32);
});

const capture = (text: string | null): Capture => ({
	id: '',
	input: {dial: ''},
	parts: text === null ? [] : [{name: 'dial', text}],
	partial: null,
	exit: null,
	stderr: '',
	at: '',
	ms: 0,
	failure: text === null ? {kind: 'gated', detail: 'no --probe', remedy: null} : null,
});

test('answers are read; without --probe none was asked for', () => {
	const collect = (texts: readonly (string | null)[]) =>
		probes.collect(texts.map(capture), {kubeconfigs: known.kubeconfigs ?? []});
	expect(collect(['timed out after 3000 ms'])).toMatchObject({
		value: {
			asked: true,
			results: [{purpose: 'Kubernetes API', host: '192.168.56.10', port: 6443, result: 'timed out'}],
		},
	});
	expect(collect(['failed EPERM after 1 ms'])).toMatchObject({value: {results: [{result: 'failed'}]}});
	expect(collect([null])).toMatchObject({value: {asked: false, results: []}});
});
