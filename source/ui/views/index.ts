import type {ScreenName} from '../target.ts';
import type {ViewOf} from '../view.ts';
import {addressesView} from './addresses.ts';
import {chainView} from './chain.ts';
import {cniView} from './cni.ts';
import {compareView} from './compare.ts';
import {connectionsView} from './connections.ts';
import {copiedView} from './copied.ts';
import {factsView} from './facts.ts';
import {findingView} from './finding.ts';
import {firewallView} from './firewall.ts';
import {helpView} from './help.ts';
import {nodesView} from './nodes.ts';
import {overviewView} from './overview.ts';
import {portsView} from './ports.ts';
import {rawView} from './raw.ts';
import {serviceView} from './service.ts';
import {servicesView} from './services.ts';
import {sourcesView} from './sources.ts';

/** What makes each screen. */
export const views: Readonly<Record<ScreenName, ViewOf>> = {
	overview: overviewView,
	finding: findingView,
	ports: portsView,
	connections: connectionsView,
	addresses: addressesView,
	firewall: firewallView,
	chain: chainView,
	services: servicesView,
	service: serviceView,
	cni: cniView,
	facts: factsView,
	sources: sourcesView,
	raw: rawView,
	nodes: nodesView,
	compare: compareView,
	copied: copiedView,
	help: helpView,
};
