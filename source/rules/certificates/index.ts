import type {Rule} from '../../model/rule.ts';
import {certificateExpired} from './certificate-expired.ts';
import {certificateExpiring} from './certificate-expiring.ts';

/** Certificates and the node's clock. */
export const certificatesRules: readonly Rule[] = [certificateExpired, certificateExpiring];
