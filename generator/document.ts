import SwaggerParser from '@apidevtools/swagger-parser';
import type { OpenAPIV3 } from 'openapi-types';
import { basename } from 'node:path';

export type Schema = OpenAPIV3.SchemaObject | OpenAPIV3.ReferenceObject;

/** An OpenAPI document of the XAPI, and the version of 3CX it describes. */
export interface Document {
	/** `20.0.10` */
	version: string;
	paths: OpenAPIV3.PathsObject;
	components: OpenAPIV3.ComponentsObject;
}

/** Whether something is a `$ref`. */
export const isReference = (value: object): value is OpenAPIV3.ReferenceObject => '$ref' in value;

/** `#/components/schemas/Pbx.User` → `Pbx.User` */
export const referredName = ({ $ref }: OpenAPIV3.ReferenceObject): string => $ref.slice($ref.lastIndexOf('/') + 1);

/**
 * Reads a document. Its version stands in its file name, because 3CX's documents all call themselves 1.0.0.
 *
 * @throws Error where the file name holds no version such as `20.0.10`, or the file is no OpenAPI 3 document.
 */
export async function readDocument(file: string): Promise<Document> {
	const version = /\d+(\.\d+)+/.exec(basename(file))?.[0];
	if (version === undefined) throw new Error(`${file}: the file name must hold the version of 3CX, e.g. openapi-20.0.10.yaml`);
	const document = await SwaggerParser.parse(file);
	if (!('openapi' in document)) throw new Error(`${file} is not an OpenAPI 3 document`);
	const { paths, components = {} } = document as OpenAPIV3.Document;
	return { version, paths, components };
}

/** Orders versions: `20.0.7` before `20.0.10`. */
export function compareVersions(a: string, b: string): number {
	return a.localeCompare(b, 'en', { numeric: true });
}

/** The response that a reference or an inline response stands for. */
export function resolveResponse(
	{ components }: Document,
	response: OpenAPIV3.ReferenceObject | OpenAPIV3.ResponseObject,
): OpenAPIV3.ResponseObject {
	if (!isReference(response)) return response;
	const resolved = components.responses?.[referredName(response)];
	if (!resolved || isReference(resolved)) throw new Error(`The document has no response ${response.$ref}`);
	return resolved;
}

/** The schema of the JSON content that a response or request body holds, undefined for none. */
export function jsonSchema(
	content: Record<string, OpenAPIV3.MediaTypeObject> | undefined,
	where: string,
): Schema | undefined {
	if (content === undefined || Object.keys(content).length === 0) return undefined;
	const schema = content['application/json']?.schema;
	if (!schema) throw new Error(`${where}: content of a kind never seen before: ${Object.keys(content).join(', ')}`);
	return schema;
}
