import type {Component, PortRow} from '../../source/model/conclusions.ts';
import type {ExpectedListener} from '../../source/model/layout.ts';
import {readFlags} from '../../source/model/read-flags.ts';
import {listener, place, process} from './node-facts.ts';

/** A row of the port table for a required TCP listener; what is given changes it. */
export const portRow = (component: string, port: number, purpose: string, given: Partial<PortRow> = {}): PortRow => {
	const expected: ExpectedListener = {
		component,
		purpose,
		port,
		protocol: 'tcp',
		owners: [component],
		scope: 'any',
		requirement: 'required',
		clients: ['nodes'],
	};
	return {
		port,
		protocol: 'tcp',
		component,
		purpose,
		expected,
		expectedAt: null,
		listeners: [],
		owner: null,
		scope: null,
		status: 'missing',
		...given,
	};
};

/** A row whose listener is a program at an address. */
export const heldRow = (
	component: string,
	port: number,
	purpose: string,
	program: string,
	given: Partial<PortRow> & {address?: string} = {},
): PortRow => {
	const {address = '0.0.0.0', ...rest} = given;
	return portRow(component, port, purpose, {
		listeners: [listener({localPort: port, program, pid: 77, localAddress: address})],
		owner: program,
		scope: 'any',
		status: 'ok',
		...rest,
	});
};

/** A component by its manifest, its process, or both. */
export const component = (
	name: string,
	given: {manifest?: boolean; runs?: boolean; startSeconds?: number; argv?: readonly string[]} = {},
): Component => {
	const path = `/etc/kubernetes/manifests/${name}.yaml`;
	const {manifest = true, runs = true, startSeconds = 10, argv = []} = given;
	return {
		name,
		processes: runs ? [process({argv: [name, ...argv], startSeconds})] : [],
		manifest: manifest ? {path, image: null, at: place(path)} : null,
		flags: readFlags(argv, place(path, 20)),
		flagsFrom: manifest ? 'manifest' : 'process',
		version: null,
	};
};

/** Components by name. */
export const componentsOf = (...list: readonly Component[]): Record<string, Component> =>
	Object.fromEntries(list.map((each) => [each.name, each]));
