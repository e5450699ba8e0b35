import type {Rule} from '../../model/rule.ts';
import {linkdownOrUnreachableRoute} from './linkdown-or-unreachable-route.ts';
import {missingRemotePodRoutes} from './missing-remote-pod-routes.ts';
import {multipleDefaultSameMetric} from './multiple-default-same-metric.ts';
import {noDefaultRoute} from './no-default-route.ts';
import {overlayNeighbourMissing} from './overlay-neighbour-missing.ts';
import {ownPodRouteWrongDevice} from './own-pod-route-wrong-device.ts';
import {policyRuleHijack} from './policy-rule-hijack.ts';
import {vipLeftBehind} from './vip-left-behind.ts';

/** Routes and policy rules. */
export const routesRules: readonly Rule[] = [
	noDefaultRoute,
	ownPodRouteWrongDevice,
	missingRemotePodRoutes,
	overlayNeighbourMissing,
	policyRuleHijack,
	multipleDefaultSameMetric,
	linkdownOrUnreachableRoute,
	vipLeftBehind,
];
