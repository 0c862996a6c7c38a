/** OData primitive types that occur as keys or function arguments in a path. */
export type LiteralType = 'string' | 'int32' | 'boolean' | 'uuid' | 'dateTime';

/** OData primitive types that occur in bodies and answers. */
export type PrimitiveType = LiteralType | 'int64' | 'uint8' | 'decimal' | 'double' | 'date' | 'duration' | 'time';

/**
 * What an operation does to the API, as its OpenAPI document states it. Ours are `job` (several requests), `local` (none: it
 * makes something of its parameters) and `rawRequest`.
 */
export type OperationKind =
	| 'list'
	| 'get'
	| 'create'
	| 'update'
	| 'delete'
	| 'function'
	| 'action'
	| 'job'
	| 'local'
	| 'rawRequest';

/**
 * What comes back: rows page by page, rows all at once, a report of what a bulk action could not do (a row each), one
 * object, one primitive value, nothing, or a file (told by its content type; some of these answer with JSON after all).
 */
export type OutputKind = 'pages' | 'rows' | 'report' | 'object' | 'value' | 'nothing' | 'file';

/** A system query option of OData without its `$`. */
export type QueryOption = 'top' | 'skip' | 'search' | 'filter' | 'count' | 'orderby' | 'select' | 'expand';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** One operation of the API as the generator writes it: facts only. */
export interface CompactRow {
	/** n8n's resource value, camelCase singular. It is stored in workflows and never renamed. */
	resource: string;
	/** n8n's operation value, `[A-Za-z0-9_]`. It is stored in workflows and never renamed. */
	operation: string;
	kind: OperationKind;
	/** 3CX's own name, such as `ListUser`. */
	id: string;
	/** Method and path below `/xapi/v1`, with `{Name}` for each path parameter. */
	request: string;
	/** Path parameters in the path's order, in the notation of `fields.ts`. */
	parameters?: string;
	/** Query options, separated by blanks. */
	query?: string;
	/** The type that the body is, for creates and updates. */
	entity?: string;
	/** The parameters of an action, in the notation of `fields.ts`. */
	body?: string;
	/** The type of the answer (`User`, `User[]`, `string`, `any`); nothing where there is none. */
	answer?: string;
	/** The mark of the first document that has it; nothing where even the oldest one does. */
	since?: string;
	/** The parts that changed, each with the mark of the first document that has them as they are: `body@20.0.10`. */
	changed?: string;
	/** Whether the operation takes an `If-Match` header. */
	ifMatch?: true;
}

/** The same where resource and operation are said around it. */
export type UnnamedRow = Omit<CompactRow, 'resource' | 'operation'>;

/**
 * A document of 3CX that is known. Its mark names it by its release: `20.0.7` is the first document of that release,
 * `20.0.7#2` the second.
 */
export interface KnownDocument {
	mark: string;
	/** `2025-06-23` */
	date: string;
}

/** An operation that 3CX removed. */
export interface RetiredRow {
	/** Method and path below `/xapi/v1`. */
	request: string;
	/** 3CX's own name. */
	id: string;
	/** The mark of the first document that has it; nothing where even the oldest one does. */
	since?: string;
	/** The mark of the last document that has it. */
	until: string;
}

/** One property of a type, or one argument. */
export interface Field {
	name: string;
	/** A primitive, an enumeration or a type of `fieldTables.ts`, or `any`. */
	type: string;
	isCollection: boolean;
	isNullable: boolean;
	/** A navigation property is absent from answers unless expanded. */
	isNavigation: boolean;
	/** The mark of the first document that has it, where older ones have its type without it. */
	since?: string;
	/** The mark of the first document in which it has its present type, where older ones have another. */
	changed?: string;
}

/** Words and editor behavior of a resource, where the rules of `naming.ts` do not give them. */
export interface ResourceTexts {
	/** Title Case, singular, as 3CX's Admin Console names it. */
	name?: string;
	plural?: string;
	/** What the Resource list shows: the name with the word that people search for. Default: the name. */
	option?: string;
	/** Properties that name a row to a person in lists to pick from, most telling last; the key is added to them. */
	titleProperties?: string[];
}

/** What differs from the rules for one operation. */
export interface OperationTexts {
	name: string;
	/** Sentence case; default: made from the name. */
	action?: string;
	description?: string;
}

/** A row with everything the editor, the engine and the messages need of it. */
export interface Operation {
	resource: string;
	operation: string;
	kind: OperationKind;
	id: string;
	method: Method;
	path: string;
	/** The key of the entity acted on. */
	key?: Key;
	/** Arguments in the path other than the key. */
	arguments: Field[];
	query: readonly QueryOption[];
	ifMatch: boolean;
	/** Type of the body of creates and updates. */
	entity?: string;
	/** Parameters of an action; undefined where it has no body. */
	body?: Field[];
	/** Type of the answer without `[]`; undefined where there is none. */
	answer?: string;
	output: OutputKind;
	/** How a `report` tells which entries failed. */
	failures?: FailureReport;
	/** The mark of the first document that has it; undefined where even the oldest one does. */
	since?: string;
	/** The same, but undefined where the node has another way on older versions. */
	requires?: string;
	/** Since which document parts of it are as they are, where they were different before. */
	changed: readonly Change[];

	name: string;
	action: string;
	description: string;
	/** What the Resource list shows: `Phone Logo`, `User (Extension)`. */
	resourceName: string;
	/** The record acted on, in running text: `phone logo`, `phone logos`. */
	noun: string;
	nounPlural: string;
	/** What the editor says above the parameters of an operation that can do harm or can't work. */
	warning?: string;
}

/** The properties by which a row tells that one entry of a bulk action failed. */
export interface FailureReport {
	/** 3CX's code or words, where it failed. */
	error: string;
	/** Names the entry. */
	subject?: string;
	/** Whether it is done, in a word. */
	status?: string;
}

/** A part of an operation that changed, and the mark of the first document that has it as it is. */
export interface Change {
	part: 'body' | 'query' | 'answer';
	since: string;
}

/** The key of an entity set. */
export interface Key {
	/** OData property, such as `Id`. */
	property: string;
	type: LiteralType;
	/** The n8n parameter that holds it, and its label. */
	parameter: string;
	displayName: string;
}
