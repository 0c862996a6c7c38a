/** OData primitive types that occur as keys or function arguments in a path. */
export type LiteralType = 'string' | 'int32' | 'boolean' | 'uuid' | 'dateTime';

/** What an operation does to the API; the engine derives form, request and answer from it. */
export type OperationKind = 'list' | 'delete' | 'job';

/** A system query option of OData without its `$`. */
export type QueryOption = 'top' | 'skip' | 'search' | 'filter' | 'count' | 'orderby' | 'select' | 'expand';

/** One value in a path: `{Filename}` in `/PhoneLogos({Filename})`. */
export interface PathParameter {
	name: string;
	type: LiteralType;
}

/** One operation of the API: facts only, as its OpenAPI document states them. */
export interface OperationRow {
	/** n8n's resource value, camelCase singular. It is stored in workflows and never renamed. */
	resource: string;
	/** n8n's operation value, `[A-Za-z0-9_]`. It is stored in workflows and never renamed. */
	operation: string;
	kind: OperationKind;
	method: 'GET' | 'DELETE';
	/** Path below `/xapi/v1` with `{Name}` for each path parameter. */
	path: string;
	pathParameters: PathParameter[];
	queryOptions: QueryOption[];
	/** Whether the operation takes an `If-Match` header. */
	ifMatch: boolean;
}

/** Words and editor behavior of a resource. */
export interface ResourceTexts {
	/** Title Case, singular, as 3CX's Admin Console names it. */
	name: string;
	plural: string;
	/** Property that names a row to a person; the key is shown beside it. */
	titleProperty?: string;
}

/** What differs from the rules for one operation. */
export interface OperationTexts {
	/** Name and action, where the rule for the kind does not give them. */
	name?: string;
	action?: string;
	description?: string;
}

/** How a path parameter appears in the editor. */
export interface ParameterTexts {
	/** Name of the n8n parameter. It is stored in workflows and never renamed. */
	name: string;
	displayName: string;
	description: string;
	placeholder: string;
}

/** A row with everything the editor and the messages say about it. */
export interface Operation extends OperationRow {
	name: string;
	action: string;
	description: string;
	/** `Phone Logo`, and the same in running text: `phone logo`, `phone logos`. */
	resourceName: string;
	noun: string;
	nounPlural: string;
	/** The last path parameter, which names the row acted on. */
	key?: PathParameter & { editor: ParameterTexts };
}
