import {expect, test} from 'vitest';
import {supervisor} from '../../source/derive/supervisor.ts';
import type {Component, Components} from '../../source/model/conclusions.ts';
import type {LogTail} from '../../source/model/facts/kubernetes.ts';
import type {Process} from '../../source/model/facts/process.ts';
import type {Known} from '../../source/model/rule.ts';
import {concluded, place, process} from '../support/node-facts.ts';

const component = (name: string, processes: readonly Process[] = [], rest: Partial<Component> = {}): Component => ({
	name,
	processes,
	manifest: null,
	flags: [],
	flagsFrom: 'none',
	version: null,
	...rest,
});

const of = (...all: readonly Component[]): Components => Object.fromEntries(all.map((one) => [one.name, one]));

const init = process({pid: 1, argv: ['/sbin/init'], name: 'systemd'});
const tini = process({pid: 1, argv: ['tini', '-g']});

const concludeFrom = (known: Partial<Known>) => concluded('supervisor', {components: {}, ...known}, supervisor);

test.each<readonly [string, Partial<Known>, string]>([
	['systemd by the name of PID 1', {processes: [init]}, 'systemd'],
	[
		'systemd by its units',
		{
			processes: [tini],
			units: [
				{
					name: 'kubelet.service',
					loadState: 'loaded',
					activeState: 'active',
					subState: 'running',
					enabled: 'enabled',
					result: null,
					restarts: 0,
					at: place(),
				},
			],
		},
		'systemd',
	],
	['systemd where PID 1 is not known', {}, 'systemd'],
	['none in a container', {processes: [tini]}, 'none'],
	[
		'OpenRC',
		{processes: [process({pid: 1, argv: ['/sbin/init']}), process({pid: 9, argv: [], name: 'supervise-daemo'})]},
		'openrc',
	],
	['snap where kubelite runs', {processes: [init], components: of(component('kubelite'))}, 'snap'],
])('%s', (_, known, kind) => {
	expect(concludeFrom(known)?.kind).toBe(kind);
});

test('units of systemd', () => {
	expect(concludeFrom({processes: [init]})?.services.kubelet).toEqual({
		start: 'systemctl start kubelet',
		restart: 'systemctl restart kubelet',
		stop: 'systemctl stop kubelet',
		logs: 'journalctl -u kubelet -n 50 --no-pager',
	});
});

test('K3s and RKE2 run kubelet and containerd in their own unit', () => {
	const agent = of(component('k3s', [process({argv: ['/usr/local/bin/k3s agent']})]));
	const server = of(component('rke2', [process({argv: ['/usr/local/bin/rke2 server']})]));
	expect(concludeFrom({processes: [init], components: agent})?.services).toMatchObject({
		kubelet: {restart: 'systemctl restart k3s-agent'},
		containerd: {restart: 'systemctl restart k3s-agent'},
		'kube-proxy': {restart: 'systemctl restart k3s-agent'},
	});
	expect(concludeFrom({processes: [init], components: server})?.services).toMatchObject({
		kubelet: {logs: 'journalctl -u rke2-server -n 50 --no-pager'},
		'kube-apiserver': {logs: expect.stringContaining('crictl logs')},
	});
});

test('everything of MicroK8s is kubelite', () => {
	expect(concludeFrom({components: of(component('kubelite'))})?.services).toMatchObject({
		kubelet: {restart: 'snap restart microk8s.daemon-kubelite'},
		'kube-apiserver': {restart: 'snap restart microk8s.daemon-kubelite'},
		containerd: {restart: 'snap restart microk8s.daemon-containerd'},
	});
});

test('a control plane without static pods has units', () => {
	const plain = of(component('etcd', [process({argv: ['etcd'], cgroup: '0::/system.slice/etcd.service'})]));
	expect(concludeFrom({processes: [init], components: plain})?.services.etcd?.restart).toBe('systemctl restart etcd');
});

test('a static pod is stopped by moving its manifest, unless the path is not plain', () => {
	const at = place();
	const pod = (path: string) => of(component('etcd', [], {manifest: {path, image: null, at}}));
	const stopOf = (path: string) => concludeFrom({processes: [init], components: pod(path)})?.services.etcd?.stop;
	expect(stopOf('/etc/kubernetes/manifests/etcd.yaml')).toBe('mv /etc/kubernetes/manifests/etcd.yaml /root/');
	expect(stopOf('/etc/kubernetes/manifests/$(reboot).yaml')).toBeUndefined();
});

test('without a service manager only what works is said', () => {
	const log: LogTail = {
		component: 'kubelet',
		source: '/var/log/kubelet.log',
		namespace: null,
		pod: null,
		podUid: null,
		container: null,
		restart: null,
		lines: [],
	};
	const kubelet = (parent: number) => of(component('kubelet', [process({pid: 77, parent, argv: ['kubelet']})]));
	const services = (parent: number) =>
		concludeFrom({processes: [tini], components: kubelet(parent), logs: [log]})?.services.kubelet;
	expect(services(62)).toEqual({restart: 'kill 77', logs: 'tail -n 50 /var/log/kubelet.log'});
	expect(services(1)).toEqual({stop: 'kill 77', logs: 'tail -n 50 /var/log/kubelet.log'});
	expect(concludeFrom({processes: [tini]})?.services.kubelet).toEqual({});
});
