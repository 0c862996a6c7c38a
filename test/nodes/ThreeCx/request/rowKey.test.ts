import { operations } from '../../../../nodes/ThreeCx/catalog';
import { pagingOf } from '../../../../nodes/ThreeCx/catalog/paging';
import { withRowKey } from '../../../../nodes/ThreeCx/request/rowKey';

/** The query, the added key and whether the rows are sorted, for a list by its 3CX name. */
function keyed(id: string, query: Record<string, string>) {
	const list = operations.find((operation) => operation.id === id)!;
	const { request, added, isSorted } = withRowKey({ method: 'GET', path: list.path, query, headers: {} }, pagingOf(list));
	return [request.query, added, isSorted];
}

describe('a list asked for with its key', () => {
	it.each<[string, Record<string, string>, Record<string, string>, string | undefined]>([
		['ListUser', {}, { $orderby: 'Id' }, undefined],
		['ListUser', { $orderby: 'Number desc' }, { $orderby: 'Number desc,Id' }, undefined],
		['ListUser', { $orderby: 'Number , LastName' }, { $orderby: 'Number,LastName,Id' }, undefined],
		['ListUser', { $orderby: 'Number,Id desc' }, { $orderby: 'Number,Id desc' }, undefined],
		['ListUser', { $select: 'Number' }, { $select: 'Number,Id', $orderby: 'Id' }, 'Id'],
		['ListUser', { $select: 'Id, Number' }, { $select: 'Id, Number', $orderby: 'Id' }, undefined],
		['ListUser', { $select: '*' }, { $select: '*', $orderby: 'Id' }, undefined],
		['ListPhoneLogo', { $filter: "Filename eq 'a'" }, { $filter: "Filename eq 'a'", $orderby: 'Filename' }, undefined],
		// An order of time makes way for the user's own.
		['GetInboundCalls', {}, { $orderby: 'StartTime desc,CdrId' }, undefined],
		['GetInboundCalls', { $orderby: 'TrunkNumber' }, { $orderby: 'TrunkNumber,CdrId' }, undefined],
	])('%s %j: %j', (id, query, expected, added) => {
		expect(keyed(id, query)).toEqual([expected, added, true]);
	});

	it.each<[string, Record<string, string>]>([
		// Older PBXs have no CdrId, and would refuse to select it or to sort by it.
		['GetCallLogData', {}],
		['GetCallLogData', { $select: 'StartTime', $orderby: 'StartTime' }],
		// Their rows have no known key.
		['GetUserActivity', {}],
		['GetUserActivity', { $select: 'AnsweredCount', $orderby: 'AnsweredCount' }],
		// The PBX offers no order.
		['GetFailoverScripts', {}],
	])('%s %j is left as it is, and its order is not sure', (id, query) => {
		expect(keyed(id, query)).toEqual([query, undefined, false]);
	});
});
