import type {Route} from '../model/facts/route.ts';

/** The device that a route leaves by; the first one of a multipath route. */
export const deviceOf = (route: Route): string | null => route.device ?? route.nextHops[0]?.device ?? null;

/** The machine that a route hands over to; the first one of a multipath route. */
export const viaOf = (route: Route): string | null => route.via ?? route.nextHops[0]?.via ?? null;

/** Whether a route is the default one. */
export const isDefaultRoute = ({destination}: Route): boolean => destination === '0.0.0.0/0' || destination === '::/0';
