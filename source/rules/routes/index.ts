import type {Rule} from '../../model/rule.ts';
import {missingRemotePodRoutes} from './missing-remote-pod-routes.ts';
import {noDefaultRoute} from './no-default-route.ts';
import {ownPodRouteWrongDevice} from './own-pod-route-wrong-device.ts';
import {policyRuleHijack} from './policy-rule-hijack.ts';

/** Routes and policy rules. */
export const routesRules: readonly Rule[] = [
	noDefaultRoute,
	ownPodRouteWrongDevice,
	missingRemotePodRoutes,
	policyRuleHijack,
];
