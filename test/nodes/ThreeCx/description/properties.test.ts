import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { operations } from '../../../../nodes/ThreeCx/catalog';
import type { Operation } from '../../../../nodes/ThreeCx/catalog/types';
import { formOf } from '../../../../nodes/ThreeCx/catalog/forms';
import { jobParameters } from '../jobs/jobParameters';
import { description, node, optionsFor, shownFor } from './shownParameters';

/** Every parameter, those inside collections included. */
function allParameters(parameters: INodeProperties[]): INodeProperties[] {
	return parameters.flatMap((parameter) => [
		parameter,
		...(parameter.type === 'collection' ? allParameters((parameter.options ?? []) as INodeProperties[]) : []),
	]);
}

function expectedParameters(entry: Operation): string[] {
	const { key, ifMatch, kind, method, output, warning, operation } = entry;
	const isRequest = kind === 'rawRequest';
	return [
		...(operation === 'generateTemplate' ? [] : ['authentication']),
		'resource',
		'operation',
		...(warning ? ['notice'] : []),
		...(key ? [key.parameter] : []),
		...(isRequest ? ['path'] : []),
		...(isRequest && (method === 'POST' || method === 'PATCH') ? ['body'] : []),
		...(formOf(entry) ? ['bodyMode', 'fields'] : []),
		...(ifMatch && entry.resource === 'phoneLogo' ? ['ifMatch'] : []),
		...(output === 'pages' || (isRequest && method === 'GET') ? ['returnAll', 'limit'] : []),
		...(output === 'pages' || kind === 'get' ? ['simplify'] : []),
		...(jobParameters[`${entry.resource}.${operation}`] ?? []),
		...(kind === 'local' ? [] : ['options']),
	];
}

function expectedOptions({ kind, method, output, resource, operation, query, ifMatch }: Operation): string[] {
	const isRawGet = kind === 'rawRequest' && method === 'GET';
	const odata = { expand: 'expand', filter: 'filter', orderby: 'orderBy', search: 'search', select: 'select' } as const;
	const offered = Object.entries(odata).filter(([option]) => isRawGet || query.includes(option as keyof typeof odata));
	return [
		...offered.map(([, name]) => name),
		...(kind === 'update' ? ['clearFields'] : []),
		...(ifMatch && resource !== 'phoneLogo' ? ['ifMatch'] : []),
		...(operation === 'getUnused' ? ['includeUsed'] : []),
		...(operation === 'getUnused' || operation === 'deleteUnused' ? ['keepNames', 'onlyNames'] : []),
		...(kind === 'delete' ? ['missingIsFine'] : []),
		...(resource === 'apiRequest' ? ['query'] : []),
		...(output === 'file' || isRawGet || operation === 'exportCalls' || operation === 'fetchRecordings' ? ['binaryPropertyName'] : []),
		'inFlight',
		'timeout',
		'waitForPbx',
	].sort();
}

const SMALL_WORDS = new Set(['a', 'an', 'and', 'by', 'for', 'in', 'of', 'on', 'or', 'the', 'to']);
const isTitleCase = (text: string) =>
	text.split(' ').every((word) => SMALL_WORDS.has(word) || /^[A-Z0-9(]/.test(word));

describe('what the editor shows', () => {
	it.each(operations.map((entry) => [`${entry.resource}.${entry.operation}`, entry] as const))(
		'%s shows its own parameters and no others',
		(_name, entry) => {
			expect(shownFor(entry).map(({ name }) => name)).toEqual(expectedParameters(entry));
			expect(optionsFor(entry).sort()).toEqual(expectedOptions(entry));
		},
	);

	it('swaps the form for JSON', () => {
		const shown = shownFor({ resource: 'user', operation: 'create' }, { bodyMode: 'json' });
		expect(shown.map(({ name }) => name)).toEqual(['authentication', 'resource', 'operation', 'bodyMode', 'body', 'options']);
	});

	// Source: n8n's editor, nodeTypesUtils.ts, getNodeAuthFields and isAuthRelatedParameter: it hides the parameters that choose
	// a credential, and those under whose choice these are shown. It offers them with the credentials instead.
	it('keeps Resource in the panel: what chooses a credential does not depend on it', () => {
		const choosing = description.credentials?.flatMap(({ displayOptions }) => Object.keys(displayOptions?.show ?? {})) ?? [];
		expect(choosing).toContain('authentication');
		const hidden = description.properties.filter(({ name }) => choosing.includes(name));
		expect(hidden.flatMap(({ displayOptions }) => Object.keys(displayOptions?.show ?? {}))).toEqual([]);
	});

	it('stays within what keeps the editor quick', () => {
		// One `operation` for each resource, and the forms of the jobs.
		expect(description.properties.length).toBeLessThanOrEqual(204);
		expect(Buffer.byteLength(JSON.stringify({ ...description, usableAsTool: undefined }))).toBeLessThanOrEqual(147_400);
	});

	it('offers the phone logo operations under their names', () => {
		const options = description.properties.find(
			({ name, displayOptions }) => name === 'operation' && displayOptions?.show?.resource?.includes('phoneLogo'),
		)?.options;
		expect((options as INodePropertyOptions[]).map(({ name, value, action }) => [name, value, action])).toEqual([
			['Delete Phone Logo', 'delete', 'Delete phone logo'],
			['Delete Unused Phone Logos', 'deleteUnused', 'Delete unused phone logos'],
			['Get Many Phone Logos', 'getAll', 'Get many phone logos'],
			['Get Unused Phone Logos', 'getUnused', 'Get unused phone logos'],
		]);
	});

	it('has Filename as locator and If Match as text', () => {
		const [, , , filename, ifMatch] = shownFor({ resource: 'phoneLogo', operation: 'delete' });
		expect(filename).toMatchObject({
			displayName: 'Filename',
			name: 'filename',
			type: 'resourceLocator',
			required: true,
			default: { mode: 'list', value: '' },
		});
		expect(filename?.modes?.map(({ name }) => name)).toEqual(['list', 'name']);
		expect(ifMatch).toMatchObject({ displayName: 'If Match', name: 'ifMatch', type: 'string', default: '' });
		expect(ifMatch?.required).toBeUndefined();
	});

	it('names the modes of all pickers alike', () => {
		const pickers = allParameters(description.properties).filter(({ type }) => type === 'resourceLocator');
		const modes = pickers.map(({ name, modes: [list, ...text] = [] }) => [name, list?.displayName, ...text.map(({ displayName }) => displayName)]);
		expect(modes.sort()).toEqual([
			['caller', 'From List', 'By Name'],
			['colleague', 'From List', 'By Name'],
			...Array.from({ length: 3 }, () => ['department', 'From List', 'By Name']),
			['device', 'From List', 'By Name'],
			['filename', 'From List', 'By Name'],
			['key', 'From List', 'By ID', 'By Name'],
			['monitored', 'From List', 'By Name'],
			['monitored', 'From List', 'By Name'],
			['queue', 'From List', 'By Name'],
			['ringGroup', 'From List', 'By Name'],
			['user', 'From List', 'By Name'],
		]);
	});

	it('names methods that exist', () => {
		const { listSearch, loadOptions, resourceMapping } = node.methods;
		for (const { modes = [], typeOptions } of allParameters(description.properties)) {
			for (const mode of modes) {
				const method = mode.typeOptions?.searchListMethod;
				if (method) expect(Object.keys(listSearch)).toContain(method);
			}
			if (typeOptions?.loadOptionsMethod) expect(Object.keys(loadOptions)).toContain(typeOptions.loadOptionsMethod);
			const mapper = typeOptions?.resourceMapper?.resourceMapperMethod;
			if (mapper) expect(Object.keys(resourceMapping)).toContain(mapper);
		}
	});
});

describe("n8n's interface guidelines", () => {
	const parameters = allParameters(description.properties).filter(({ name }) => name !== 'operation');

	it.each(parameters.map((parameter) => [parameter.displayName, parameter] as const))('%s', (_name, parameter) => {
		// A notice is sentences; its display name is the text shown.
		if (parameter.type !== 'notice') expect(isTitleCase(parameter.displayName)).toBe(true);
		expect(parameter.default).toBeDefined();
		if (parameter.type === 'boolean') expect(parameter.description).toMatch(/^Whether /);
		for (const text of [parameter.description ?? '', parameter.hint ?? '']) {
			expect(text).not.toMatch(/\b(error|problem|fail)/i);
			// One sentence stands without a period; several end with one.
			expect(/[.] [A-Z]/.test(text)).toBe(text.endsWith('.'));
		}
		if (parameter.type === 'string' && parameter.placeholder) expect(parameter.placeholder).toMatch(/^e\.g\. /);
	});

	it('lists resources and operations by name', () => {
		for (const { name, options = [] } of description.properties) {
			if (name !== 'resource' && name !== 'operation') continue;
			const names = (options as INodePropertyOptions[]).map((option) => option.name);
			expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')));
			expect(new Set(names).size).toBe(names.length);
		}
	});
});
