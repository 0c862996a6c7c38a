import { findOperation } from '../../../../nodes/ThreeCx/catalog';
import { buildRequest, readRowLimit } from '../../../../nodes/ThreeCx/request/buildRequest';
import { itemInput } from '../itemInput';

const deleteLogo = findOperation('phoneLogo', 'delete')!;
const getLogos = findOperation('phoneLogo', 'getAll')!;

describe('Delete Phone Logo', () => {
	it('is a DELETE of one key', () => {
		expect(buildRequest(deleteLogo, itemInput({ filename: "o'brien.png" }))).toEqual({
			method: 'DELETE',
			path: "/PhoneLogos('o''brien.png')",
			query: {},
			headers: {},
			key: { property: 'Filename', value: "o'brien.png" },
		});
	});

	it('writes patterns of replacement functions as they are', () => {
		expect(buildRequest(deleteLogo, itemInput({ filename: "$&$'$1.png" })).path).toBe(
			"/PhoneLogos('%24%26%24''%241.png')",
		);
	});

	it.each(['W/"08D8D7A1"', '"abc"', '*', '"a", "b"'])('sends If Match %s unchanged', (ifMatch) => {
		expect(buildRequest(deleteLogo, itemInput({ filename: 'a.png', ifMatch })).headers).toEqual({ 'If-Match': ifMatch });
	});

	it.each(['', undefined, null])('sends no If-Match for %j', (ifMatch) => {
		expect(buildRequest(deleteLogo, itemInput({ filename: 'a.png', ifMatch })).headers).toEqual({});
	});

	it.each(['a\r\nX-Evil: 1', 'a\nb', ' a', 'a ', 'ä', {}, 5])('refuses If Match %j', (ifMatch) => {
		expect(() => buildRequest(deleteLogo, itemInput({ filename: 'a.png', ifMatch }))).toThrow("If Match isn't an ETag");
	});

	it.each(['', undefined, null])('refuses Filename %j', (filename) => {
		expect(() => buildRequest(deleteLogo, itemInput({ filename }))).toThrow('Filename is empty');
	});
});

describe('Get Many Phone Logos', () => {
	it('sends the options that are set, under their OData names', () => {
		const options = {
			filter: "startswith(Filename,'brand-')",
			search: 'brand',
			select: 'Filename',
			expand: '',
			orderBy: 'Filename desc',
		};
		expect(buildRequest(getLogos, itemInput({ options }))).toEqual({
			method: 'GET',
			path: '/PhoneLogos',
			query: {
				$filter: "startswith(Filename,'brand-')",
				$search: 'brand',
				$select: 'Filename',
				$orderby: 'Filename desc',
			},
			headers: {},
		});
	});

	it('takes a mapped list of properties', () => {
		expect(buildRequest(getLogos, itemInput({ options: { select: ['Filename', 'DisplayName'] } })).query).toEqual({
			$select: 'Filename,DisplayName',
		});
	});

	it('reads its limit', () => {
		expect(readRowLimit(itemInput({ returnAll: true, limit: 5 }).read)).toBe(Number.POSITIVE_INFINITY);
		expect(readRowLimit(itemInput({ returnAll: false, limit: 5 }).read)).toBe(5);
		expect(readRowLimit(itemInput({ limit: '5' }).read)).toBe(5);
		expect(readRowLimit(itemInput({}).read)).toBe(50);
	});

	it.each([0, -1, 1.5, '5 logos', '', null, Number.NaN, {}])('refuses limit %j', (limit) => {
		expect(() => readRowLimit(itemInput({ limit }).read)).toThrow('Limit must be a whole number of at least 1');
	});
});

describe('functions', () => {
	it('ask for a first page of vector stores where nothing more is filled in', () => {
		const path = (operation: string, value = {}) =>
			buildRequest(
				findOperation('aiSettings', operation)!,
				itemInput({ fields: { mappingMode: 'defineBelow', value } }),
			).path;
		expect(path('getVectorStores')).toBe("/AISettings/Pbx.GetVectorStores(limit=100,after='')");
		expect(path('getVectorStoreFiles', { id: 'vs1' })).toBe("/AISettings/Pbx.GetVectorStoreFiles(id='vs1',limit=100,after='')");
		expect(() => path('getVectorStoreFiles')).toThrow('ID is empty');
	});
});

describe('downloads', () => {
	const options = { filter: "Number eq '100'", search: 'ada', select: 'Number', orderBy: 'Number desc' };
	const query = (name: string, parameters: Record<string, unknown>) => {
		const [resource = '', operation = ''] = name.split('.');
		return buildRequest(findOperation(resource, operation)!, itemInput(parameters)).query;
	};

	it('send the query options that 3CX offers for them', () => {
		const sent = { $filter: "Number eq '100'", $search: 'ada', $select: 'Number', $orderby: 'Number desc' };
		expect(query('user.exportUsers', { options })).toEqual(sent);
	});

	it('are neither simplified nor paged', () => {
		expect(query('user.exportUsers', { options: {}, returnAll: true })).toEqual({});
	});

	it('without query options send none', () => {
		expect(query('callCost.exportCallCosts', { options })).toEqual({});
	});
});
