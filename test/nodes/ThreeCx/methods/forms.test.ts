import { operations } from '../../../../nodes/ThreeCx/catalog';
import { formOf } from '../../../../nodes/ThreeCx/catalog/forms';
import { isStructured } from '../../../../nodes/ThreeCx/catalog/facts/fields';
import { simplifiedProperties } from '../../../../nodes/ThreeCx/catalog/simplified';
import { mapperFieldsOf } from '../../../../nodes/ThreeCx/methods/resourceMapping';

const formsOf = (isMeant: (operation: (typeof operations)[number]) => boolean) =>
	operations
		.filter((operation) => formOf(operation) && isMeant(operation))
		.map((operation) => [`${operation.resource}.${operation.operation}`, operation] as const);

const shownIn = (resource: string, operation: string) =>
	mapperFieldsOf(operations.find((entry) => entry.resource === resource && entry.operation === operation)!)
		.filter(({ removed }) => !removed)
		.map(({ id }) => id);

describe('a small form', () => {
	const small = formsOf(({ entity, arguments: args, ...operation }) => {
		const fields = formOf({ entity, arguments: args, ...operation })?.fields ?? [];
		return entity === undefined && args.length === 0 && fields.length <= 4;
	});

	it.each(small)('%s shows all fields, but no switch among settings', (_name, operation) => {
		const form = formOf(operation)!;
		const hidden = mapperFieldsOf(operation).filter(({ removed }) => removed);
		expect(hidden.filter(({ type }) => form.wrapper === undefined || type !== 'boolean')).toEqual([]);
	});

	it.each(small.filter(([, operation]) => formOf(operation)!.fields.length === 1))('%s requires its only field', (_name, operation) => {
		expect(mapperFieldsOf(operation)).toEqual([expect.objectContaining({ required: true })]);
	});
});

describe('the form of a create', () => {
	it.each([
		['user', ['Number', 'FirstName', 'LastName', 'EmailAddress']],
		['blacklistedNumber', ['CallerId', 'Description']],
		['holiday', ['Name', 'Day', 'Month', 'Year', 'DayEnd', 'MonthEnd', 'YearEnd']],
		['contact', ['FirstName', 'LastName', 'CompanyName', 'PhoneNumber', 'Email']],
		['department', ['Name', 'Number', 'Language', 'TimeZoneId']],
		['queue', ['Name', 'Number', 'PollingStrategy', 'RingTimeout', 'MasterTimeout']],
		['ringGroup', ['Name', 'Number', 'RingStrategy', 'RingTime']],
		['inboundRule', ['RuleName', 'Condition', 'Data', 'OfficeHoursDestination']],
	])('of %s shows what is obvious first', (resource, expected) => {
		expect(shownIn(resource, 'create')).toEqual(expected);
	});

	it('of other records and of updates shows nothing that would be sent unasked', () => {
		expect(shownIn('user', 'update')).toEqual([]);
		expect(shownIn('trunk', 'create')).toEqual([]);
	});
});

describe('fields of entities', () => {
	const offered = (resource: string) =>
		mapperFieldsOf(operations.find((entry) => entry.resource === resource && entry.operation === 'update')!).map(({ id }) => id);

	it('leave out what the PBX fills in', () => {
		expect(offered('user')).not.toEqual(expect.arrayContaining(['Id']));
		expect(offered('user')).not.toContain('IsRegistered');
		expect(offered('department')).not.toContain('HasMembers');
		expect(offered('user')).toEqual(expect.arrayContaining(['Number', 'Mobile', 'Enabled']));
	});
});

describe('fields of lists and objects', () => {
	it('say how they are written', () => {
		const silent = operations.flatMap((operation) => {
			const structured = new Set((formOf(operation)?.fields ?? []).filter(({ type, isCollection }) => isCollection || isStructured(type)).map(({ name }) => name));
			return mapperFieldsOf(operation).filter(({ id, displayName }) => structured.has(id) && !displayName.endsWith(')'));
		});
		expect(silent).toEqual([]);
	});

	it.each([
		['user', 'update', 'Groups', /\(JSON, e\.g\. \[\{ "Number": "100" \}\]\)$/],
		['phone', 'reprovisionAll', 'ids', /\(e\.g\. 28, 29\)$/],
		['queue', 'update', 'RingTimeout', /\(Seconds\)$/],
		['pbxService', 'restart', 'ServiceNames', /\(list\)$/],
	])('%s.%s %s is written %s', (resource, operation, id, expected) => {
		const entry = operations.find((candidate) => candidate.resource === resource && candidate.operation === operation)!;
		expect(mapperFieldsOf(entry).find((field) => field.id === id)?.displayName).toMatch(expected);
	});
});

describe('Simplify', () => {
	it('keeps at most ten fields', () => {
		expect(operations.filter((operation) => simplifiedProperties(operation).length > 10)).toEqual([]);
	});
});
