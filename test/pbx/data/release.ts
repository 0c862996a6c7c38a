import { apiOperations } from '../../../nodes/ThreeCx/catalog';
import { fieldsOfType, isStructured, membersOf } from '../../../nodes/ThreeCx/catalog/facts/fields';
import { documents, retired } from '../../../nodes/ThreeCx/catalog/facts/operations';
import type { Field, Operation } from '../../../nodes/ThreeCx/catalog/types';
import { documentPosition, releaseOf } from '../../../nodes/ThreeCx/catalog/versions';

/** `complex` stands for objects and collections, which cannot be compared; `Pbx.…` names an enumeration. */
export type PropertyType =
	| 'string'
	| 'int32'
	| 'double'
	| 'boolean'
	| 'uuid'
	| 'datetime'
	| 'complex'
	| `Pbx.${string}`;

export type Properties = Readonly<Record<string, PropertyType>>;

/** Where a navigation property leads. */
export interface Navigation {
	isCollection: boolean;
	/** Read when asked for: types lead back to each other. */
	target: () => Target;
}

/** What rows of a type look like to a query. A row that is a primitive has one property, `$it`, as OData calls it. */
export interface Target {
	properties: Properties;
	/** Properties that are absent unless expanded. */
	navigation: Readonly<Record<string, Navigation>>;
}

const propertyTypes: Record<string, PropertyType> = {
	any: 'complex',
	boolean: 'boolean',
	dateTime: 'datetime',
	decimal: 'double',
	double: 'double',
	int32: 'int32',
	int64: 'double',
	uint8: 'int32',
	uuid: 'uuid',
};

function propertyTypeOf({ type, isCollection }: Pick<Field, 'type' | 'isCollection'>): PropertyType {
	if (isCollection || isStructured(type)) return 'complex';
	return membersOf(type) ? `Pbx.${type}` : (propertyTypes[type] ?? 'string');
}

/** Operations of the API itself, not those that the node adds. */
export { apiOperations };

const compareVersions = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true });

/** Marks of all documents, such as `20.0.7#2`, oldest first. */
export const marks: readonly string[] = documents.map(({ mark }) => mark);

export const newestMark = marks.at(-1) ?? '';

/**
 * The mark of the document that describes a build: the first one of its release, or of the last release before it. What
 * is older than all documents gets the oldest.
 */
export function markOf(version: string): string {
	const release = version.split('.').slice(0, 3).join('.');
	const before = marks.findLast((mark) => mark === releaseOf(mark) && compareVersions(mark, release) <= 0);
	return before ?? marks[0] ?? '';
}

/** Before there were alternate keys, functions found a row by its number: `Users/Pbx.GetByNumber(number='100')`. */
function numberFunctions(mark: string): Operation[] {
	return retired.flatMap(({ request, until }) => {
		const set = /^GET \/(\w+)\/Pbx\.Get\w*ByNumber\(/.exec(request)?.[1];
		const today = apiOperations.find(({ path }) => path === `/${set}(Number={Number})`);
		const [argument] = today?.arguments ?? [];
		if (!today || !argument || documentPosition(mark) > documentPosition(until)) return [];
		const parameter = { ...argument, name: 'number', isNullable: false };
		const path = request.slice('GET '.length);
		return [{ ...today, kind: 'function', id: 'GetByNumber', path, arguments: [parameter], since: undefined }];
	});
}

/** What one document of 3CX offers: the catalog without what came in later ones. */
export class Release {
	private readonly byPath = new Map<string, Operation[]>();

	private readonly targets = new Map<string, Target>();

	private readonly position: number;

	/** @throws Error if no document has that mark. */
	constructor(mark: string) {
		this.position = documentPosition(mark);
		const offered = apiOperations.filter((operation) => this.has(operation));
		for (const operation of [...offered, ...numberFunctions(mark)]) {
			this.byPath.set(operation.path, [...(this.byPath.get(operation.path) ?? []), operation]);
		}
	}

	/** All that the document offers. */
	operations(): readonly Operation[] {
		return [...this.byPath.values()].flat();
	}

	/** The operations at a path as the catalog writes it; undefined where the path is unknown. */
	operationsAt(path: string): readonly Operation[] | undefined {
		return this.byPath.get(path);
	}

	/** The properties of a type. */
	fields(type: string): Field[] {
		return this.present(fieldsOfType(type));
	}

	/** Those fields that the document has. */
	present(fields: readonly Field[]): Field[] {
		return fields.filter((field) => this.has(field));
	}

	/** What rows of a type look like to a query. */
	target(type: string): Target {
		const known = this.targets.get(type);
		if (known) return known;
		const fields = this.fields(type);
		const properties = fields.filter(({ isNavigation }) => !isNavigation);
		const navigation = fields.filter(({ isNavigation }) => isNavigation);
		const target: Target = {
			properties: isStructured(type)
				? Object.fromEntries(properties.map((field) => [field.name, propertyTypeOf(field)]))
				: { $it: propertyTypeOf({ type, isCollection: false }) },
			navigation: Object.fromEntries(
				navigation.map((field) => [
					field.name,
					{ isCollection: field.isCollection, target: () => this.target(field.type) },
				]),
			),
		};
		this.targets.set(type, target);
		return target;
	}

	private has({ since }: { since?: string }): boolean {
		return since === undefined || this.position >= documentPosition(since);
	}
}

/** The type of a property, or undefined; safe for names such as `constructor`. */
export function propertyType(properties: Properties, name: string): PropertyType | undefined {
	return Object.hasOwn(properties, name) ? properties[name] : undefined;
}
