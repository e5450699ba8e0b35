import type {CniChain} from '../model/conclusions.ts';
import type {Place} from '../model/place.ts';

/** What only a running agent of the pod network made on this boot: its interfaces and chains, which a reboot clears. */
export const agentTrace = ({products, product}: CniChain): Place | undefined =>
	products
		.filter((one) => one.product === product)
		.flatMap((one) => one.signs)
		.find(({sign}) => sign === 'interface' || sign === 'chain')?.at;
