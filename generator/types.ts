/** One property of a body, entity or argument list, in the notation of `catalog/facts/fields.ts`. */
export interface FieldFact {
	name: string;
	/** `string`, `int32`, `User`, `UserGroup[]` */
	type: string;
	nullable: boolean;
	/** A navigation property: absent from answers unless expanded. */
	navigation: boolean;
	/** The mark of the first document that has it, where older ones have its type without it (history.ts). */
	since?: string;
	/** The mark of the first document in which it has its present type, where older ones have another. */
	changed?: string;
}

/** What a document says about one operation. */
export interface OperationFact {
	tag: string;
	operationId: string;
	method: string;
	path: string;
	kind: 'list' | 'get' | 'create' | 'update' | 'delete' | 'function' | 'action';
	/** Keys and arguments in the path, in its order. */
	parameters: FieldFact[];
	/** Query options without `$`, sorted. */
	query: string[];
	/** An entity's name, or the parameters of an action. */
	body?: string | FieldFact[];
	/** A type; undefined where the PBX answers with nothing (204). */
	answer?: string;
	ifMatch: boolean;
}

/** Method and path: what names an operation in every document. */
export const requestOf = ({ method, path }: Pick<OperationFact, 'method' | 'path'>): string => `${method} ${path}`;
