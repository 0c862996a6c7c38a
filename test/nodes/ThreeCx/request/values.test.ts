import { displayParameter, type INodeProperties } from 'n8n-workflow';
import { apiOperations, findOperation, operations } from '../../../../nodes/ThreeCx/catalog';
import { formOf } from '../../../../nodes/ThreeCx/catalog/forms';
import { buildRequest } from '../../../../nodes/ThreeCx/request/buildRequest';
import { nearestName } from '../../../../nodes/ThreeCx/request/form/knownNames';
import { rowsIn } from '../../../../nodes/ThreeCx/response/rows';
import { ThreeCx } from '../../../../nodes/ThreeCx/ThreeCx.node';
import { sampleOfType } from '../../../pbx/data/sampleValues';
import { itemInput } from '../itemInput';
import { sampleParameters } from '../catalog/samples';

const named = (name: string) => findOperation(...(name.split('.') as [string, string]))!;
const locator = (value: unknown) => ({ key: { __rl: true, mode: 'id', value } });
const asJson = (name: string, body: unknown, more: object = {}) =>
	buildRequest(named(name), itemInput({ bodyMode: 'json', body: typeof body === 'string' ? body : JSON.stringify(body), ...more })).body;

describe('keys', () => {
	it.each([12, '12', ' 12 '])('come back as the API types them: %j is a number', (value) => {
		const { path, key } = buildRequest(named('user.delete'), itemInput(locator(value)));
		expect([path, key]).toEqual(['/Users(12)', { property: 'Id', value: 12 }]);
	});

	it('of text stay text', () => {
		const { key } = buildRequest(named('phoneLogo.delete'), itemInput({ filename: 2024 }));
		expect(key).toEqual({ property: 'Filename', value: '2024' });
	});

	it('have their type in every operation', () => {
		for (const operation of operations.filter(({ key }) => key)) {
			const { key } = buildRequest(operation, itemInput(sampleParameters(operation, 0)));
			const type = operation.key?.type === 'int32' ? 'number' : 'string';
			expect([operation.name, typeof key?.value, sampleOfType(operation.key?.type ?? '')]).toEqual([operation.name, type, key?.value]);
		}
	});
});

describe('JSON', () => {
	const wrapped = operations.filter((operation) => formOf(operation)?.wrapper !== undefined);

	it('of actions with one parameter is taken with or without it', () => {
		expect(wrapped.length).toBeGreaterThan(30);
		for (const operation of wrapped) {
			const { fields = [], wrapper = '' } = formOf(operation) ?? {};
			const inner = { [fields[0]?.name ?? '']: null };
			const more = sampleParameters(operation, 0);
			const name = `${operation.resource}.${operation.operation}`;
			const expected = JSON.stringify({ [wrapper]: inner });
			const bodies = [inner, { [wrapper]: inner }].map((body) => asJson(name, body, { ...more, bodyMode: 'json', body: JSON.stringify(body) }));
			expect([name, ...bodies]).toEqual([name, expected, expected]);
		}
	});

	it('is refused where it has a name that is not known, with the nearest one that is', () => {
		expect(() => asJson('user.create', { firstname: 'Ada' })).toThrow('"Create User" has no field "firstname"; did you mean "FirstName"?');
		expect(() => asJson('user.create', { Phones: [{}, { MacAdress: 'x' }] })).toThrow('has no field "Phones[1].MacAdress"; did you mean "MacAddress"?');
		expect(() => asJson('user.create', { Zzzzzz: 1 })).toThrow(/has no field "Zzzzzz"$/);
		try {
			asJson('user.create', { Zzzzzz: 1 });
		} catch (error) {
			expect((error as { description: string }).description).toBe(
				'Write names as 3CX does, in the same case. To send a field that is newer than this node, use API Request. Nothing was sent to the PBX.',
			);
		}
	});

	it('may have annotations, objects of a type of their own, and fields of older releases', () => {
		const body = { 'Groups@odata.bind': ['Groups(1)'], Phones: [{ '@odata.type': '#Pbx.NewPhone', Color: 'red' }] };
		expect(asJson('user.create', body)).toBe(JSON.stringify(body));
		expect(asJson('queue.create', { OfficeRoute: null })).toBe('{"OfficeRoute":null}');
	});

	it('is refused where a number would lose digits', () => {
		expect(() => asJson('user.update', '{"Groups":[{"GroupId":9007199254740993}]}', locator(28))).toThrow(
			'Groups[0].GroupId must be a whole number between -9007199254740991 and 9007199254740991',
		);
	});

	it('of API requests is sent as it is written', () => {
		const body = ' { "Id": 9007199254740993, "Anything": 1.50 } ';
		expect(asJson('apiRequest.sendPost', body, { path: '/Users' })).toBe(body.trim());
	});

	it.each([
		['Nmae', ['Name', 'Number'], 'Name'],
		['emailaddress', ['EmailAddress'], 'EmailAddress'],
		['x', ['Id'], undefined],
		['anything', [], undefined],
	])('%s is nearest to one of %j: %s', (name, known, nearest) => {
		expect(nearestName(name, known)).toBe(nearest);
	});
});

it('an empty object in return for an action is a success', () => {
	const request = { method: 'POST' as const, path: '/ActiveCalls(7)/Pbx.DropCall', query: {}, headers: {}, key: { property: 'Id', value: 7 } };
	expect(rowsIn({}, request)).toEqual([{ success: true, Id: 7 }]);
	expect(rowsIn({ '@odata.context': 'x' }, request)).toEqual([{ success: true, Id: 7 }]);
	expect(rowsIn({}, { ...request, method: 'GET' })).toEqual([{}]);
});

describe('query options', () => {
	const { description } = new ThreeCx();
	const collection = description.properties.find(({ name }) => name === 'options')?.options as INodeProperties[];
	const names: Record<string, string> = { orderBy: 'orderby' };

	it('are offered where 3CX declares them, and sent', () => {
		for (const operation of apiOperations) {
			const root = { resource: operation.resource, operation: operation.operation, returnAll: false };
			const offered = ['filter', 'search', 'select', 'expand', 'orderBy'].filter((option) =>
				collection.some((property) => property.name === option && displayParameter({}, property, null, description, root)),
			);
			const options = Object.fromEntries(offered.map((option) => [option, 'Id']));
			const { query } = buildRequest(operation, itemInput({ ...sampleParameters(operation, 0), options }));
			const declared = operation.query.filter((option) => !['top', 'skip', 'count'].includes(option));
			expect([operation.name, ...Object.keys(query).sort()]).toEqual([operation.name, ...declared.map((option) => `$${option}`).sort()]);
			expect(offered.map((option) => names[option] ?? option).sort()).toEqual([...declared].sort());
		}
	});
});

describe('secrets in output', () => {
	it('are named for n8n to redact, in lists and in what is expanded as well', () => {
		const { sensitiveOutputFields = [] } = new ThreeCx().description;
		expect(sensitiveOutputFields).toEqual(expect.arrayContaining(['AuthPassword', 'Phones[*].Settings.Secret', 'VMPIN', 'MailPassword', 'LicenseKey']));
		for (const path of sensitiveOutputFields) expect(path).toMatch(/^\w+(\[\*\])?(\.\w+(\[\*\])?)*$/);
		// Every single value is called so, secret or not.
		expect(sensitiveOutputFields).not.toContain('value');
	});
});
