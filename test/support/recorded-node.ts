import path from 'node:path';
import {drawConclusions, type Knowledge} from '../../source/analyzer/draw-conclusions.ts';
import {readFacts} from '../../source/analyzer/read-facts.ts';
import {collectors} from '../../source/collectors/index.ts';
import {derivations} from '../../source/derive/index.ts';
import {createRecordedReader} from '../../source/sources/recorded-reader.ts';
import {fixtures} from './part.ts';

/** The recorded nodes under `fixtures/nodes`: of each, what its network and its role rest on. */
export type RecordedNode =
	| 'control-plane'
	| 'worker'
	| 'load-balancer'
	| 'bridge-worker'
	| 'dual-stack-worker'
	| 'etcd-down'
	| 'kubelet-stopped'
	| 'docker-range-overlap';

/** All that is known of a recorded node. */
export const readRecordedNode = async (name: RecordedNode): Promise<Knowledge> => {
	const {readings} = await readFacts(createRecordedReader(path.join(fixtures, 'nodes', name)), collectors);
	return drawConclusions(readings, derivations);
};
