/** What the stand-in offers, as data: a new entity set is a new row in `resources`. */

/** `complex` stands for objects and collections, whose content is not looked into. */
export type PropertyType = 'string' | 'int32' | 'double' | 'boolean' | 'uuid' | 'datetime' | 'complex';

export type Operation = 'list' | 'get' | 'create' | 'update' | 'delete';

export type Properties = Readonly<Record<string, PropertyType>>;

interface Resource {
	/** The first segment of its path. */
	name: string;
	/** Its entity type without the namespace, for error messages. */
	type: string;
	/** Any of them may be null, but the key. */
	properties: Properties;
	/** Properties that are absent unless expanded, each with the properties of its target. */
	navigation?: Readonly<Record<string, Properties>>;
	operations: readonly Operation[];
}

export interface EntitySet extends Resource {
	kind: 'entitySet';
	/** The name of the key property. */
	key: string;
	/** Properties that may stand for the key in a GET, as in `Users(Number='100')`. */
	alternateKeys?: readonly string[];
}

export interface Singleton extends Resource {
	kind: 'singleton';
	/** Its one row at the start. */
	initial: Readonly<Record<string, unknown>>;
}

export const resources: readonly (EntitySet | Singleton)[] = [
	{
		kind: 'singleton',
		name: 'Defs',
		type: 'Defs',
		properties: { Id: 'int32' },
		operations: ['get'],
		initial: { Id: 0 },
	},
	{
		kind: 'entitySet',
		name: 'PhoneLogos',
		type: 'PhoneLogo',
		key: 'Filename',
		properties: { Filename: 'string', DisplayName: 'string' },
		operations: ['list', 'delete'],
	},
	{
		kind: 'entitySet',
		name: 'PhoneTemplates',
		type: 'PhoneTemplate',
		key: 'Id',
		properties: { Id: 'string', IsCustom: 'boolean', Content: 'string' },
		operations: ['list', 'get', 'create', 'update', 'delete'],
	},
	{
		kind: 'entitySet',
		name: 'Users',
		type: 'User',
		key: 'Id',
		alternateKeys: ['Number'],
		properties: {
			Id: 'int32',
			Number: 'string',
			DisplayName: 'string',
			FirstName: 'string',
			LastName: 'string',
			EmailAddress: 'string',
			Enabled: 'boolean',
		},
		navigation: {
			Phones: {
				Id: 'int32',
				Name: 'string',
				MacAddress: 'string',
				TemplateName: 'string',
				Settings: 'complex',
			},
		},
		operations: ['list', 'get', 'create', 'update', 'delete'],
	},
];

/** The resource of that name (case matters, as in OData), or undefined. */
export function findResource(name: string): EntitySet | Singleton | undefined {
	return resources.find((resource) => resource.name === name);
}

/** The type of a property, or undefined; safe for names such as `constructor`. */
export function propertyType(properties: Properties, name: string): PropertyType | undefined {
	return Object.hasOwn(properties, name) ? properties[name] : undefined;
}
