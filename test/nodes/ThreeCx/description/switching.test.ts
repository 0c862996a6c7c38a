import type { INodeParameters, INodeProperties } from 'n8n-workflow';
import { operations } from '../../../../nodes/ThreeCx/catalog';
import type { Operation } from '../../../../nodes/ThreeCx/catalog/types';
import { description, optionsFor, shownFor } from './shownParameters';

const namesOf = (parameters: readonly INodeProperties[]) => parameters.map(({ name }) => name).join();

/** One operation for each set of parameters and options that there is. */
const kinds = [
	...new Map(operations.map((entry) => [`${namesOf(shownFor(entry))} ${optionsFor(entry).join()}`, entry])).values(),
];

/** What a person sees of each kind who chose nothing before. */
const fresh = new Map(kinds.map((kind) => [kind, { shown: shownFor(kind), options: optionsFor(kind).join() }]));

const nameOf = ({ resource, operation }: Operation) => `${resource}.${operation}`;

/** What a person may have chosen before, in the parameters that show or hide others. */
const choices: INodeParameters[] = [
	{},
	{ bodyMode: 'json' },
	{ returnAll: true },
	{ returnAll: '={{ $json.all }}', bodyMode: 'json' },
];

/** Parameters that depend on a choice in the same operation: the switch to JSON, and the limit of a list. */
const CHOSEN = new Set(['fields', 'body', 'limit']);

/** The names of all the others. */
const fixed = (parameters: readonly INodeProperties[]) => namesOf(parameters.filter(({ name }) => !CHOSEN.has(name)));

/** Every condition, those of options in collections included. */
function conditionsIn(parameters: readonly INodeProperties[]): object[] {
	return parameters.flatMap(({ displayOptions, options, type }) => [
		...(displayOptions ? [displayOptions] : []),
		...(type === 'collection' ? conditionsIn(options as INodeProperties[]) : []),
	]);
}

describe('a switch to another operation', () => {
	it('is tried between enough kinds of operations', () => {
		expect(kinds.length).toBeGreaterThan(15);
	});

	it.each(kinds.map((kind) => [nameOf(kind), kind] as const))('from %s shows what belongs to the new one only', (_name, from) => {
		const wrong: string[] = [];
		for (const choice of choices) {
			const before: INodeParameters = { ...choice };
			shownFor(from, before);
			for (const to of kinds) {
				const stored = { ...before };
				const own = fixed(fresh.get(to)?.shown ?? []);
				if (fixed(shownFor(to, stored)) !== own || optionsFor(to, stored).join() !== fresh.get(to)?.options) wrong.push(nameOf(to));
				const hasForm = own.split(',').includes('bodyMode');
				const isList = own.split(',').includes('returnAll');
				for (const { name } of shownFor(to, stored)) {
					if (name === 'fields' && (!hasForm || stored.bodyMode !== 'fields')) wrong.push(`${nameOf(to)}: ${name}`);
					if (name === 'body' && hasForm && stored.bodyMode !== 'json') wrong.push(`${nameOf(to)}: ${name}`);
					if (name === 'body' && !hasForm && to.kind !== 'rawRequest') wrong.push(`${nameOf(to)}: ${name}`);
					if (name === 'limit' && (!isList || stored.returnAll === true)) wrong.push(`${nameOf(to)}: ${name}`);
				}
			}
		}
		expect(wrong).toEqual([]);
	});
});

describe('conditions', () => {
	it('name the resource or the operation that they are for', () => {
		const without = conditionsIn(description.properties).filter(
			(condition) => !/"(show|hide)":\{[^}]*?"\/?(resource|operation)"/.test(JSON.stringify(condition)),
		);
		expect(without).toEqual([]);
	});

	it('are no regular expressions, which n8n runs against the clock', () => {
		expect(JSON.stringify(conditionsIn(description.properties))).not.toContain('regex');
	});
});
