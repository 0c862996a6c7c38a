import type { Paging } from '../catalog/paging';
import type { PbxRequest } from './pbxRequest';

/** The entries of `$select` or `$orderby`; joined by commas they are the same again. */
const entriesOf = (list: string): string[] => list.split(',').map((entry) => entry.trim()).filter((entry) => entry !== '');

/** A request for a list, changed so that its rows can be told apart. */
export interface KeyedRequest {
	request: PbxRequest;
	/** The key, where it was asked for in addition and is to be taken out of the rows again. */
	added?: string;
	/** Whether the rows come in an order that no page changes. */
	isSorted: boolean;
}

/** The order to ask for: the user's own and then the key, or the list's; undefined for the PBX's own. */
function orderFor(given: string, { key, isSortable, order }: Paging): string | undefined {
	const own = entriesOf(given);
	if (!key || !isSortable || own.length === 0) return order;
	const sortsByKey = own.some((entry) => entry.split(/\s/)[0] === key.property);
	return sortsByKey ? given : [...own, key.property].join(',');
}

/**
 * Asks for the rows of a list in an order that no page changes, and for their key where `$select` leaves it out. A key that
 * older PBXs lack is neither asked for nor sorted by, because they would refuse it; rows that bring it are told apart by it.
 *
 * Source: OData Protocol 4.01, section 11.2.6.2 (rows that the order does not tell apart may come in any).
 */
export function withRowKey(request: PbxRequest, paging: Paging): KeyedRequest {
	const { key } = paging;
	if (!key) return { request, isSorted: false };
	const { $select: selected = '*', $orderby: given = '' } = request.query;
	const order = orderFor(given, paging);
	const names = entriesOf(selected);
	const isAdded = key.since === undefined && !names.includes('*') && !names.includes(key.property);
	const query = {
		...request.query,
		...(isAdded ? { $select: [...names, key.property].join(',') } : {}),
		...(order === undefined ? {} : { $orderby: order }),
	};
	return { request: { ...request, query }, added: isAdded ? key.property : undefined, isSorted: order !== undefined };
}
