import type {Rule} from '../../model/rule.ts';
import {brNetfilterMissing} from './br-netfilter-missing.ts';
import {bridgeNfCallOff} from './bridge-nf-call-off.ts';
import {conntrackMaxLow} from './conntrack-max-low.ts';
import {conntrackNearlyFull} from './conntrack-nearly-full.ts';
import {ipForwardOff} from './ip-forward-off.ts';
import {ipv6ForwardOff} from './ipv6-forward-off.ts';
import {modulesMissing} from './modules-missing.ts';
import {routeLocalnetUnprotected} from './route-localnet-unprotected.ts';
import {rpFilterStrict} from './rp-filter-strict.ts';
import {swapEnabled} from './swap-enabled.ts';

/** Settings and modules of the kernel. */
export const systemRules: readonly Rule[] = [
	ipForwardOff,
	brNetfilterMissing,
	bridgeNfCallOff,
	modulesMissing,
	swapEnabled,
	conntrackNearlyFull,
	rpFilterStrict,
	ipv6ForwardOff,
	conntrackMaxLow,
	routeLocalnetUnprotected,
];
