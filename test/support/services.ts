import type {Service} from '../../source/model/conclusions.ts';
import type {Iptables} from '../../source/model/facts/iptables.ts';
import {place} from './node-facts.ts';

/** A service of iptables mode with so many endpoints; without any it is refused. */
export const service = (
	name: string,
	clusterIp: string,
	port: number,
	endpoints: number,
	given: Partial<Service> = {},
): Service => ({
	name,
	protocol: 'udp',
	clusterIp,
	port,
	nodePort: null,
	mode: 'iptables',
	endpoints: Array.from({length: endpoints}, (_, index) => ({
		address: `10.244.1.${index + 2}`,
		port,
		chain: null,
		at: place('iptables-save -c', 60 + index),
	})),
	refused: endpoints === 0 ? [place('iptables-save -c', 30)] : [],
	steps: [{text: `-d ${clusterIp}`, at: place('iptables-save -c', 50)}],
	...given,
});

/** A nat table with KUBE-SERVICES in it, whole or cut. */
export const serviceRules = (complete = true): Iptables => ({
	tables: [
		{
			backend: 'nft',
			family: 4,
			name: 'nat',
			complete,
			at: place('iptables-save -c', 40),
			chains: [
				{
					name: 'KUBE-SERVICES',
					policy: null,
					packets: null,
					bytes: null,
					at: place('iptables-save -c', 42),
					rules: [
						{
							chain: 'KUBE-SERVICES',
							target: 'KUBE-NODEPORTS',
							isGoto: false,
							matches: [],
							targetOptions: [],
							comment: null,
							packets: null,
							bytes: null,
							at: place('iptables-save -c', 49),
						},
					],
				},
			],
		},
	],
	warnings: [],
});
