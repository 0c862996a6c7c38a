/** The call log with its arguments. */
import type { LoggedLeg } from '../history/callHistory';
import type { Party } from '../history/parties';
import type { Row } from '../types';
import { isWithin, periodOf } from './arguments';

/** A filter fits a number, or a part of a name; which of them the types of a filter mean is not documented. */
function fits({ number, name }: Party, filter: unknown): boolean {
	const text = String(filter ?? '').toLowerCase();
	return text === '' || number === text || (name?.toLowerCase().includes(text) ?? false);
}

/**
 * The rows of the call log that the arguments ask for: by the time at which a leg started, the two parties, and without
 * the phones that rang in vain for a queue where `hidePcalls` says so. Of the types only 0, everything, is known.
 */
export function callLog(legs: readonly LoggedLeg[], given: Row): Row[] {
	const period = periodOf(given);
	return legs
		.filter(
			({ leg }) =>
				isWithin(leg.startedAt, period) &&
				fits(leg.from, given.sourceFilter) &&
				fits(leg.to, given.destinationFilter) &&
				!(given.hidePcalls === true && leg.isPolling),
		)
		.map(({ row }) => row);
}
