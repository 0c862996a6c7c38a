import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { PbxRequest } from '../request/buildRequest';

/** The JSON of one output item. */
export type OutputJson = Record<string, unknown>;

/** The answer to a delete: the PBX sends none (204), so it names what is gone. */
export function deletedItem({ key }: PbxRequest): OutputJson {
	return { deleted: true, ...(key ? { [key.property]: key.value } : {}) };
}

/** Output items of one input item. */
export function toItems(outputs: readonly OutputJson[], itemIndex: number): INodeExecutionData[] {
	return outputs.map((json) => ({ json: json as IDataObject, pairedItem: { item: itemIndex } }));
}

/**
 * The item that stands for a failed one under "Continue" and on the error output: `error` says what happened, `message`
 * also what to do.
 *
 * It holds these two fields only and no `error` beside `json`: that is what n8n 1.x and 2.x both lead to the error output
 * merged with the input item (n8n-core, execution-engine/workflow-execute.ts, handleNodeErrorOutput).
 */
export function errorItem(error: { message: string; description?: string | null }, itemIndex: number): INodeExecutionData {
	const message = error.description ? `${error.message}. ${error.description}` : error.message;
	return { json: { error: error.message, message }, pairedItem: { item: itemIndex } };
}
