import type { IDataObject } from 'n8n-workflow';
import { jsonOf, outputOf } from '../../../engine';
import { setUp } from '../../../engine/setUp';
import { runNode } from '../../../engine/threeCx';
import type { PbxOptions } from '../../../pbx';

/** Fields as the form stores them. */
export const fields = (value: Record<string, unknown>) => ({ bodyMode: 'fields', fields: { mappingMode: 'defineBelow', value } });

/** A body as JSON. */
export const json = (body: unknown) => ({ bodyMode: 'json', body: JSON.stringify(body) });

/** The record that an operation works on. */
export const record = (mode: string, value: unknown) => ({ key: { __rl: true, mode, value } });

/** Runs one operation of the node, for one item unless others are given. */
export async function run(parameters: object, { items, ...options }: PbxOptions & { items?: IDataObject[] } = {}) {
	const { engine, credential, pbx } = await setUp(options);
	const execution = await runNode(engine, { parameters: parameters as never, credential, ...(items ? { items } : {}) });
	const { error } = execution.data.resultData;
	const sent = pbx.requests.filter(({ url }) => url.startsWith('/xapi/v1'));
	return {
		pbx,
		error,
		items: outputOf(execution, '3CX'),
		rows: jsonOf(execution, '3CX'),
		sent: sent.map(({ method, url, body }) => ({ method, path: decodeURIComponent(url.slice('/xapi/v1'.length)), body })),
	};
}
