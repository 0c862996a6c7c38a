import SwaggerParser from '@apidevtools/swagger-parser';
import type { OpenAPIV3 } from 'openapi-types';
import { basename } from 'node:path';

export type Schema = OpenAPIV3.SchemaObject | OpenAPIV3.ReferenceObject;

/** An OpenAPI document of the XAPI, the release of 3CX it describes, and when it was published. */
export interface Document {
	/** `20.0.10` */
	version: string;
	/** `2026-06-11` */
	date: string;
	paths: OpenAPIV3.PathsObject;
	components: OpenAPIV3.ComponentsObject;
}

/** Whether something is a `$ref`. */
export const isReference = (value: object): value is OpenAPIV3.ReferenceObject => '$ref' in value;

/** `#/components/schemas/Pbx.User` → `Pbx.User` */
export const referredName = ({ $ref }: OpenAPIV3.ReferenceObject): string => $ref.slice($ref.lastIndexOf('/') + 1);

const DATE = /(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/;

/**
 * Reads a document. The file name contains its version, because 3CX's documents all call themselves 1.0.0, and its date,
 * because up to three documents name one release. A date can also follow the file: `openapi-20.0.10.yaml=2026-06-11`.
 *
 * @throws Error if the version or the date is missing, or the file is not an OpenAPI 3 document with paths.
 */
export async function readDocument(spec: string): Promise<Document> {
	const [, file = spec, given] = /^(.*)=(\d{4}-\d{2}-\d{2})$/.exec(spec) ?? [];
	const name = basename(file);
	const date = given ?? DATE.exec(name)?.[0];
	const version = /\d+(\.\d+)+/.exec(name)?.[0];
	if (version === undefined) throw new Error(`${file}: the file name must contain the version of 3CX, e.g. openapi-20.0.10-2026-06-11.yaml`);
	if (date === undefined) {
		throw new Error(`${file}: the date of the document is missing. Put it into the file name, e.g. openapi-20.0.10-2026-06-11.yaml, or behind it: --spec ${name}=2026-06-11`);
	}
	const document = await SwaggerParser.parse(file);
	if (!('openapi' in document)) throw new Error(`${file} is not an OpenAPI 3 document`);
	const { paths, components = {} } = document as Partial<OpenAPIV3.Document>;
	if (!paths || Object.keys(paths).length === 0) throw new Error(`${file} has no paths`);
	return { version, date, paths, components };
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

/** The schema of the JSON content that a response or request body has, undefined for none. */
export function jsonSchema(
	content: Record<string, OpenAPIV3.MediaTypeObject> | undefined,
	where: string,
): Schema | undefined {
	if (content === undefined || Object.keys(content).length === 0) return undefined;
	const schema = content['application/json']?.schema;
	if (!schema) throw new Error(`${where}: content of a kind never seen before: ${Object.keys(content).join(', ')}`);
	return schema;
}
