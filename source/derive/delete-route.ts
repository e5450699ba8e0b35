import type {Route} from '../model/facts/route.ts';
import type {Violation} from '../model/rule.ts';
import {parseCidr} from '../net/cidr.ts';

/** The command that takes a route away, with places for what it names, and what goes there. */
export type RouteDeletion = {readonly command: string; readonly values: NonNullable<Violation['values']>};

/** The route that the kernel makes for the subnet of an address goes with the address (ip-address(8)). */
const addressDeletion = ({family, device, source, destination, protocol}: Route): RouteDeletion | null => {
	const prefix = parseCidr(destination)?.prefix;
	return protocol !== 'kernel' || source === null || device === null || prefix === undefined
		? null
		: {
				command: `ip ${family === 6 ? '-6 ' : ''}addr del {source}/{prefix} dev {device}`,
				values: {source, prefix: String(prefix), device},
			};
};

/** Takes away exactly this route: what it is told apart by is named (ip-route(8)). */
export const deleteRoute = (route: Route): RouteDeletion => {
	const {family, type, destination, via, device, metric, table} = route;
	const named = Object.entries({
		via,
		dev: device,
		metric: metric === null ? null : String(metric),
		table: table === 'main' ? null : table,
	}).filter((entry): entry is [string, string] => entry[1] !== null);
	const options = named.map(([word]) => ` ${word} {${word}}`).join('');
	return (
		addressDeletion(route) ?? {
			command: `ip ${family === 6 ? '-6 ' : ''}route del ${type === 'unicast' ? '' : '{type} '}{destination}${options}`,
			values: {destination, ...(type === 'unicast' ? {} : {type}), ...Object.fromEntries(named)},
		}
	);
};
