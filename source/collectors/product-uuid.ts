import {defineCollector} from '../model/collector.ts';
import {collectOneLine} from './one-line.ts';

/** Firmware may write anything here, so any text counts; it is compared in lower case. */
const readText = (line: string): string | null => (line === '' ? null : line.toLowerCase());

/** The id that the firmware gives this machine (DMI). kubeadm asks that it be unique; root only can read it. */
export const productUuid = defineCollector({
	fact: 'productUuid',
	title: 'Product UUID',
	after: [],
	inputs: () => [{file: '/sys/class/dmi/id/product_uuid'}],
	collect: ([capture]) => collectOneLine(capture, readText, 'a product UUID'),
});
