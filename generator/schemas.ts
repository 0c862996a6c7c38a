import type { OpenAPIV3 } from 'openapi-types';
import { isReference, referredName, type Document, type Schema } from './document';
import type { FieldFact } from './types';

/** What 3CX's own schemas begin with; others are OData's, or made up for one request body. */
export const NAMESPACE = 'Pbx.';
/** What 3CX declares where an answer is not described: a file, or nothing. */
const UNDESCRIBED = 'Pbx.IActionResult';

const primitives: Record<string, string> = {
	'boolean/': 'boolean',
	'integer/int32': 'int32',
	'integer/int64': 'int64',
	'integer/uint8': 'uint8',
	'integer/decimal': 'decimal',
	'number/double': 'double',
	'number/float': 'double',
	'number/decimal': 'decimal',
	// Some documents type whole numbers as numbers: 20.0.6 of April 2025 and 20.0.9.
	'number/int32': 'int32',
	'number/int64': 'int64',
	'number/uint8': 'uint8',
	'string/': 'string',
	'string/date': 'date',
	'string/date-time': 'dateTime',
	'string/duration': 'duration',
	'string/time': 'time',
	'string/uuid': 'uuid',
};

interface TypeFact {
	type: string;
	nullable: boolean;
}

/** `Pbx.User` → `User`; the names of the document's own namespace only. */
function nameOf(reference: OpenAPIV3.ReferenceObject, where: string): string {
	const name = referredName(reference);
	if (name === UNDESCRIBED) return 'any';
	if (name.startsWith(NAMESPACE) && /^\w+$/.test(name.slice(NAMESPACE.length))) return name.slice(NAMESPACE.length);
	throw new Error(`${where}: a schema outside the namespace ${NAMESPACE} never seen before: ${name}`);
}

/** How documents up to 20.0.6 (OpenAPI 3.0.1) say that a reference may be null: `anyOf` it and an object without properties. */
const isNothing = (schema: Schema) => !isReference(schema) && schema.nullable === true && schema.properties === undefined;

/**
 * The type a schema stands for: a primitive (`int32`), a named type (`User`), or a collection of either (`User[]`).
 *
 * @throws Error for a form of schema never seen before, naming where.
 */
export function typeOf(schema: Schema, where: string): TypeFact {
	if (isReference(schema)) return { type: nameOf(schema, where), nullable: false };
	const { nullable = false } = schema;
	if (schema.type === 'array') return { type: `${typeOf(schema.items, where).type}[]`, nullable };
	const [only, ...others] = schema.allOf ?? [];
	if (only && others.length === 0 && isReference(only)) return { type: nameOf(only, where), nullable };
	const [either, or, ...more] = schema.anyOf ?? [];
	if (either && isReference(either) && or && more.length === 0 && isNothing(or)) return { type: nameOf(either, where), nullable: true };
	// Numbers that may be infinite are declared as number, text or one of three words.
	const [number] = schema.oneOf ?? [];
	if (number && !isReference(number) && number.type === 'number') return typeOf({ ...number, nullable: true }, where);
	const type = primitives[`${schema.type ?? ''}/${schema.format ?? ''}`];
	if (type) return { type, nullable };
	throw new Error(`${where}: a schema of a kind never seen before: ${JSON.stringify(schema).slice(0, 200)}`);
}

/** The properties of an inline object, in the document's order. */
export function fieldsOf(properties: Record<string, Schema>, where: string): FieldFact[] {
	return Object.entries(properties).map(([name, schema]) => ({
		name,
		...typeOf(schema, `${where}.${name}`),
		navigation: 'x-ms-navigationProperty' in schema,
	}));
}

/** The types and enumerations that a document names, found by following references from what its operations use. */
export class SchemaTables {
	readonly types = new Map<string, FieldFact[]>();

	readonly enums = new Map<string, string[]>();

	/** Enumerations whose values may be several members at once. */
	readonly flagEnums = new Set<string>();

	constructor(private readonly document: Document) {}

	/** The members of an enumeration, or undefined where the document has none of this name. */
	membersOf(type: string): string[] | undefined {
		const schema = this.document.components.schemas?.[NAMESPACE + type];
		return schema && !isReference(schema) ? schema.enum?.map(String) : undefined;
	}

	/** The properties of a type, or undefined where the document has no such type. */
	fieldsOf(type: string): FieldFact[] | undefined {
		const schema = this.document.components.schemas?.[NAMESPACE + type];
		return schema && !isReference(schema) && !('enum' in schema) ? this.flatten(type) : undefined;
	}

	/** Adds a type and everything its properties refer to. Primitives and collections of them add nothing. */
	add(type: string): void {
		const name = type.replace('[]', '');
		if (name === 'any' || /^[a-z]/.test(name) || this.types.has(name) || this.enums.has(name)) return;
		const schema = this.schema(name);
		if ('enum' in schema) {
			const members = (schema.enum ?? []).map(String);
			const odd = members.find((member) => !/^[\w.-]+$/.test(member));
			if (odd !== undefined) throw new Error(`${NAMESPACE}${name}: an enumeration member that is not a word: "${odd}"`);
			this.enums.set(name, members);
			const { isFlags } = (schema as { 'x-ms-enum-flags'?: { isFlags?: boolean } })['x-ms-enum-flags'] ?? {};
			if (isFlags === true) this.flagEnums.add(name);
			return;
		}
		const fields = this.flatten(name);
		this.types.set(name, fields);
		for (const field of fields) this.add(field.type);
	}

	private schema(name: string): OpenAPIV3.SchemaObject {
		const schema = this.document.components.schemas?.[NAMESPACE + name];
		if (!schema || isReference(schema)) throw new Error(`The document has no schema ${NAMESPACE}${name}`);
		return schema;
	}

	/** Own and inherited properties; a base's come first. */
	private flatten(name: string, heirs: readonly string[] = []): FieldFact[] {
		if (heirs.includes(name)) throw new Error(`${NAMESPACE}${name} inherits from itself: ${[...heirs, name].join(' > ')}`);
		const { allOf = [], properties = {} } = this.schema(name);
		const inherited = allOf.flatMap((part) =>
			isReference(part) ? this.flatten(nameOf(part, name), [...heirs, name]) : fieldsOf(part.properties ?? {}, name),
		);
		const own = fieldsOf(properties, name);
		const byName = new Map([...inherited, ...own].map((field) => [field.name, field]));
		return [...byName.values()];
	}
}
