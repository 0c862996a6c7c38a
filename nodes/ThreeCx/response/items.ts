import type { IBinaryKeyData, IDataObject, INodeExecutionData, IPairedItemData } from 'n8n-workflow';
import type { PbxRequest } from '../request/pbxRequest';

/** The JSON of one output item. */
export type OutputJson = Record<string, unknown>;

/** One output item before it is paired. */
export interface OutputItem {
	json: OutputJson;
	binary?: IBinaryKeyData;
}

/** Items of JSON only. */
export const jsonItems = (rows: readonly OutputJson[]): OutputItem[] => rows.map((json) => ({ json }));

/** The key that a request was about, as it stands in its answer. */
export const keyIn = ({ key }: PbxRequest): OutputJson => (key ? { [key.property]: key.value } : {});

/** The answer to a delete: the PBX sends none (204), so it names what is gone. */
export const deletedItem = (request: PbxRequest): OutputJson => ({ deleted: true, ...keyIn(request) });

/** The answer to what the PBX did without saying more (204), with the key that was acted on. */
export const successItem = (request: PbxRequest): OutputJson => ({ success: true, ...keyIn(request) });

/** Output items of one input item. They are paired in place, not copied, because lists are long. */
export function toItems(outputs: OutputItem[], itemIndex: number): INodeExecutionData[] {
	const items = outputs as { json: IDataObject; binary?: IBinaryKeyData; pairedItem?: IPairedItemData }[];
	for (const item of items) item.pairedItem = { item: itemIndex };
	return items;
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
