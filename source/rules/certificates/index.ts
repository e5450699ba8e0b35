import type {Rule} from '../../model/rule.ts';
import {apiserverSanMissing} from './apiserver-san-missing.ts';
import {certificateExpired} from './certificate-expired.ts';
import {certificateExpiring} from './certificate-expiring.ts';

/** Certificates and the node's clock. */
export const certificatesRules: readonly Rule[] = [certificateExpired, certificateExpiring, apiserverSanMissing];
