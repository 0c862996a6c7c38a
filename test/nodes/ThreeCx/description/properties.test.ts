import { NodeHelpers, type INodeProperties, type INodePropertyOptions } from 'n8n-workflow';
import { operations } from '../../../../nodes/ThreeCx/catalog';
import { ThreeCx } from '../../../../nodes/ThreeCx/ThreeCx.node';

const { description } = new ThreeCx();

/** Every parameter, those inside collections included. */
function allParameters(parameters: INodeProperties[]): INodeProperties[] {
	return parameters.flatMap((parameter) => [
		parameter,
		...(parameter.type === 'collection' ? allParameters((parameter.options ?? []) as INodeProperties[]) : []),
	]);
}

/** Parameters of the operations that need several requests. */
const jobParameters: Record<string, string[]> = {
	deleteUnused: ['unusedNotice', 'dryRun', 'maxDeletions', 'onlyNames', 'keepNames'],
	getUnused: ['unusedNotice', 'includeUsed', 'onlyNames', 'keepNames'],
};

/** The parameters a person sees for an operation, in order. */
function shownFor(resource: string, operation: string): INodeProperties[] {
	const values = { resource, operation, returnAll: false };
	return description.properties.filter((property) =>
		NodeHelpers.displayParameter(values, property, { typeVersion: 1 }, description),
	);
}

const SMALL_WORDS = new Set(['a', 'an', 'and', 'by', 'for', 'of', 'or', 'to']);
const isTitleCase = (text: string) =>
	text.split(' ').every((word) => SMALL_WORDS.has(word) || /^[A-Z0-9(]/.test(word));

describe('what the editor shows', () => {
	it.each(operations.map((entry) => [`${entry.resource}.${entry.operation}`, entry] as const))(
		'%s shows its own parameters and no others',
		(_name, { resource, operation, key, ifMatch, kind }) => {
			expect(shownFor(resource, operation).map(({ name }) => name)).toEqual([
				'resource',
				'operation',
				...(key ? [key.editor.name] : []),
				...(ifMatch ? ['ifMatch'] : []),
				...(kind === 'list' ? ['returnAll', 'limit', 'options'] : []),
				...(kind === 'job' ? jobParameters[operation]! : []),
			]);
		},
	);

	it('offers the phone logo operations under their names', () => {
		const options = description.properties.find(({ name }) => name === 'operation')?.options;
		expect((options as INodePropertyOptions[]).map(({ name, value, action }) => [name, value, action])).toEqual([
			['Delete Phone Logo', 'delete', 'Delete a phone logo'],
			['Delete Unused Phone Logos', 'deleteUnused', 'Delete unused phone logos'],
			['Get Many Phone Logos', 'getAll', 'Get many phone logos'],
			['Get Unused Phone Logos', 'getUnused', 'Get unused phone logos'],
		]);
	});

	it('has Filename as locator and If Match as text', () => {
		const [, , filename, ifMatch] = shownFor('phoneLogo', 'delete');
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

	it('names list methods that exist', () => {
		const methods = Object.keys(new ThreeCx().methods.listSearch);
		for (const { modes = [] } of description.properties) {
			for (const { typeOptions } of modes) {
				if (typeOptions?.searchListMethod) expect(methods).toContain(typeOptions.searchListMethod);
			}
		}
	});
});

describe("n8n's interface guidelines", () => {
	it.each(allParameters(description.properties).map((parameter) => [parameter.displayName, parameter] as const))(
		'%s',
		(_name, parameter) => {
			// A notice is a sentence; its display name is the text shown.
			if (parameter.type !== 'notice') expect(isTitleCase(parameter.displayName)).toBe(true);
			expect(parameter.default).toBeDefined();
			if (parameter.type === 'boolean') expect(parameter.description).toMatch(/^Whether /);
			for (const text of [parameter.description ?? '', parameter.hint ?? '']) {
				expect(text).not.toMatch(/\b(error|problem|fail)/i);
				// One sentence stands without a period; several end with one.
				expect(text.includes('. ')).toBe(text.endsWith('.'));
			}
			if (parameter.type === 'string' && parameter.placeholder) expect(parameter.placeholder).toMatch(/^e\.g\. /);
		},
	);

	it.each(operations.map((entry) => [entry.name, entry] as const))('%s', (_name, entry) => {
		expect(isTitleCase(entry.name)).toBe(true);
		expect(entry.operation).toMatch(/^[A-Za-z0-9_]+$/);
		expect(entry.action).toMatch(/^[A-Z][^A-Z]*$/);
		expect(entry.description).toMatch(/^[A-Z].*[^.]$/);
	});

	it('keeps operations unique and sorted', () => {
		const names = operations.map(({ resource, operation }) => `${resource}.${operation}`);
		expect(names).toEqual([...new Set(names)].sort());
	});
});
