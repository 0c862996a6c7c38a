/** What the API holds, read off the catalogue: entity sets and singletons with their properties and operations. */
import { operations } from '../../nodes/ThreeCx/catalog';
import { fieldsOfType, isStructured } from '../../nodes/ThreeCx/catalog/fields';
import type { Field, Operation as CatalogOperation } from '../../nodes/ThreeCx/catalog/types';

/** `complex` stands for objects and collections, which cannot be compared. */
export type PropertyType = 'string' | 'int32' | 'double' | 'boolean' | 'uuid' | 'datetime' | 'complex';

export type Operation = 'list' | 'get' | 'create' | 'update' | 'delete';

export type Properties = Readonly<Record<string, PropertyType>>;

/** What rows of a type look like to a query. */
export interface Target {
	properties: Properties;
	/** Properties that are absent unless expanded, each with the properties of its target. */
	navigation: Readonly<Record<string, Properties>>;
}

interface Resource extends Target {
	/** The first segment of its path. */
	name: string;
	/** Its entity type without the namespace. */
	type: string;
	operations: readonly Operation[];
}

export interface EntitySet extends Resource {
	kind: 'entitySet';
	/** The name of the key property. */
	key: string;
	/** Properties that may stand for the key in a GET, as in `Users(Number='100')`. */
	alternateKeys: readonly string[];
}

export interface Singleton extends Resource {
	kind: 'singleton';
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

const propertyTypeOf = ({ type, isCollection }: Field): PropertyType =>
	isCollection || isStructured(type) ? 'complex' : (propertyTypes[type] ?? 'string');

function propertiesOf(type: string): Properties {
	const fields = fieldsOfType(type).filter(({ isNavigation }) => !isNavigation);
	return Object.fromEntries(fields.map((field) => [field.name, propertyTypeOf(field)]));
}

/** What rows of a type look like to a query; nothing can be said about rows of primitives. */
export function targetOf(type: string): Target {
	const navigation = fieldsOfType(type).filter(({ isNavigation }) => isNavigation);
	return {
		properties: propertiesOf(type),
		navigation: Object.fromEntries(navigation.map((field) => [field.name, propertiesOf(field.type)])),
	};
}

/** Operations of the API itself, not those that the node adds. */
export const apiOperations: readonly CatalogOperation[] = operations.filter(
	({ kind }) => kind !== 'job' && kind !== 'request',
);

const isOperation = (kind: string): kind is Operation => /^(list|get|create|update|delete)$/.test(kind);

/** A set whose rows nothing is done to has no declared key; something must tell its rows apart all the same. */
function guessKey(type: string): string {
	const names = fieldsOfType(type)
		.filter((field) => propertyTypeOf(field) !== 'complex')
		.map(({ name }) => name);
	return names.find((name) => name === 'Id') ?? names[0] ?? '';
}

function resourceNamed(name: string): EntitySet | Singleton | undefined {
	const own = apiOperations.filter(({ path }) => new RegExp(`^/${name}(\\([^/]*\\))?$`).test(path));
	const plain = own.filter(({ kind }) => isOperation(kind));
	const [first] = plain;
	if (!first) return undefined;
	const keyed = apiOperations.find(({ path, key }) => key && path.startsWith(`/${name}(`));
	const type = plain.find(({ answer }) => answer !== undefined)?.answer ?? '';
	const common = {
		name,
		type,
		...targetOf(type),
		operations: [...new Set(plain.map(({ kind }) => kind).filter(isOperation))],
	};
	const isSet = keyed !== undefined || plain.some(({ kind }) => kind === 'list');
	if (!isSet) return { kind: 'singleton', ...common };
	const alternateKeys = own.flatMap(({ kind, arguments: args }) => (kind === 'get' ? args.map((field) => field.name) : []));
	return { kind: 'entitySet', ...common, key: keyed?.key?.property ?? guessKey(type), alternateKeys };
}

const names = new Set(apiOperations.map(({ path }) => /^\/(\w+)/.exec(path)?.[1] ?? ''));

export const resources: readonly (EntitySet | Singleton)[] = [...names].flatMap((name) => resourceNamed(name) ?? []);

const resourcesByName = new Map(resources.map((resource) => [resource.name, resource]));

/** The resource of that name (case matters, as in OData), or undefined. */
export function findResource(name: string): EntitySet | Singleton | undefined {
	return resourcesByName.get(name);
}

/** The type of a property, or undefined; safe for names such as `constructor`. */
export function propertyType(properties: Properties, name: string): PropertyType | undefined {
	return Object.hasOwn(properties, name) ? properties[name] : undefined;
}
