import type {Rule} from '../../model/rule.ts';
import {distributionMismatch} from './distribution-mismatch.ts';
import {limitedEvidence} from './limited-evidence.ts';
import {partialControlPlane} from './partial-control-plane.ts';
import {roleUndetermined} from './role-undetermined.ts';
import {versionOutsideWindow} from './version-outside-window.ts';

/** What the node is for, and how much of it was seen. */
export const rolesRules: readonly Rule[] = [
	partialControlPlane,
	roleUndetermined,
	limitedEvidence,
	distributionMismatch,
	versionOutsideWindow,
];
