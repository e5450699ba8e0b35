import {expect, test} from 'vitest';
import {capturedAddresses} from '../../source/derive/captured-addresses.ts';
import {nodeAt, range} from '../support/plan.ts';

test('addresses inside come before subnets that only overlap', () => {
	const around = {nodeAddress: nodeAt('10.1.0.5/24', 'fd00::5/64'), routes: undefined, resolvConfs: undefined};
	expect(
		capturedAddresses([range('services', '10.1.0.0/16', 'x')], 'service', around).map(({actual}) => actual),
	).toEqual(["the node's address 10.1.0.5 lies in the service range 10.1.0.0/16"]);
	expect(
		capturedAddresses([range('services', 'fd00::8000:0:0:0/65', 'x')], 'service', around).map(({severity}) => severity),
	).toEqual(['warning']);
	expect(capturedAddresses([range('services', 'not a range', 'x')], 'service', around)).toEqual([]);
});
