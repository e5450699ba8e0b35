import {defineCollector} from '../model/collector.ts';
import {failedReading} from './failed-reading.ts';

/** The node name that calico-node wrote for its CNI plugin; null where Calico left none (https://docs.tigera.io/calico/latest/reference/configure-calico-node). */
export const calicoNodeName = defineCollector({
	fact: 'calicoNodeName',
	title: "Calico's node name",
	after: [],
	inputs: () => [{file: '/var/lib/calico/nodename'}],
	collect: ([capture]) => {
		if (capture?.failure?.kind === 'missing') {
			return {value: null, unparsed: []};
		}
		const [part] = capture?.parts ?? [];
		if (capture === undefined || capture.failure !== null || part === undefined) {
			return failedReading(capture);
		}
		return {value: {value: part.text.trim(), at: {source: part.name, line: 1}}, unparsed: []};
	},
});
