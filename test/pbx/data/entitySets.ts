/** What the API holds, read off the catalog: entity sets with their keys, and singletons. */
import { apiOperations, newestMark, Release, type Properties } from './release';

interface Resource {
	/** The first segment of its path. */
	name: string;
	/** Its entity type without the namespace. */
	type: string;
	/** Its properties in the newest version, without those that have to be expanded. */
	properties: Properties;
}

export interface EntitySet extends Resource {
	kind: 'entitySet';
	/** The name of the key property. */
	key: string;
	/** Whether a path may name a row by its key. Where none may, the key is a guess, and rows may share or lack it. */
	isKeyed: boolean;
	/** Properties that may stand for the key in a GET, as in `Users(Number='100')`. */
	alternateKeys: readonly string[];
}

export interface Singleton extends Resource {
	kind: 'singleton';
}

const newest = new Release(newestMark);

/** What tells the rows of a set apart that no operation names one of. */
function guessKey(properties: Properties): string {
	const names = Object.keys(properties);
	return ['Id', 'Name', 'Number'].find((name) => names.includes(name)) ?? names[0] ?? '';
}

/** The name that a path begins with, and whether that segment is all of it. */
function headOf(path: string): { name: string; isWhole: boolean } {
	const [head, name = ''] = /^\/(\w+)(?:\([^)]*\))?/.exec(path) ?? [];
	return { name, isWhole: head === path };
}

function resourceNamed(name: string): EntitySet | Singleton | undefined {
	const own = apiOperations.filter(({ path }) => headOf(path).name === name);
	const plain = own.filter(({ path, kind }) => headOf(path).isWhole && kind !== 'function' && kind !== 'action');
	if (plain.length === 0) return undefined;
	const type = plain.find(({ answer }) => answer !== undefined)?.answer ?? '';
	const { properties } = newest.target(type);
	const declared = own.find(({ key }) => key !== undefined)?.key?.property;
	if (declared === undefined && !plain.some(({ kind }) => kind === 'list')) {
		return { kind: 'singleton', name, type, properties };
	}
	const alternateKeys = plain.filter(({ kind, key }) => kind === 'get' && !key).flatMap((get) => get.arguments);
	return {
		kind: 'entitySet',
		name,
		type,
		properties,
		key: declared ?? guessKey(properties),
		isKeyed: declared !== undefined,
		alternateKeys: alternateKeys.map((field) => field.name),
	};
}

const names = new Set(apiOperations.map(({ path }) => headOf(path).name));

export const resources: readonly (EntitySet | Singleton)[] = [...names].flatMap((name) => resourceNamed(name) ?? []);

const resourcesByName = new Map(resources.map((resource) => [resource.name, resource]));

/** The resource of that name (case matters, as in OData), or undefined. */
export function findResource(name: string): EntitySet | Singleton | undefined {
	return resourcesByName.get(name);
}
