import type { IDataObject } from 'n8n-workflow';
import { jsonOf } from '../../../engine';
import { setUp } from '../../../engine/setUp';
import { runNode } from '../../../engine/threeCx';
import type { Fault, Pbx, PbxOptions, Row } from '../../../pbx';

/** What a test of a job can arrange besides the rows of the PBX. */
export interface Arrangement extends PbxOptions {
	items?: IDataObject[];
	/** Misbehavior of the PBX, or something that another administrator does meanwhile. */
	faults?: Fault[];
	onError?: 'continueRegularOutput';
	/** What goes on at the PBX before the job runs. */
	before?: (pbx: Pbx) => void;
}

/** One request that a job sent, decoded. */
export interface Sent {
	method: string;
	path: string;
	body: unknown;
}

const readSent = ({ method, url, body }: { method: string; url: string; body: string }): Sent => ({
	method,
	path: decodeURIComponent(url.replace('/xapi/v1', '')).replaceAll('+', ' '),
	body: body === '' ? undefined : (JSON.parse(body) as unknown),
});

/** All requests to the API and to call control so far, and those that change something. */
export function sentTo(pbx: Pbx): { all: Sent[]; writes: Sent[] } {
	const all = pbx.requests.filter(({ url }) => /^\/(xapi\/v1|callcontrol)/.test(url)).map(readSent);
	return { all, writes: all.filter(({ method }) => method !== 'GET') };
}

/** Runs a job against a mock PBX, and again to see that a second run writes nothing. */
export async function runJob(parameters: object, { items, faults = [], onError, before, ...options }: Arrangement = {}) {
	const { engine, credential, pbx } = await setUp(options);
	before?.(pbx);
	for (const fault of faults) pbx.addFault(fault);
	const nodeRun = { parameters: parameters as never, credential, ...(items ? { items } : {}), ...(onError ? { onError } : {}) };
	const execution = await runNode(engine, nodeRun);
	const { all, writes } = sentTo(pbx);
	return {
		pbx,
		error: execution.data.resultData.error,
		rows: jsonOf(execution, '3CX'),
		sent: all,
		writes,
		/** The rows of a second run and what it wrote. */
		again: async () => {
			const second = await runNode(engine, nodeRun);
			const error = second.data.resultData.error;
			return { rows: jsonOf(second, '3CX'), error, writes: sentTo(pbx).writes.slice(writes.length) };
		},
	};
}

/** A number of extensions, `200 User 200` and so on. */
export const manyUsers = (count: number): Row[] =>
	Array.from({ length: count }, (_, index) => ({
		Id: 200 + index,
		Number: String(200 + index),
		FirstName: 'User',
		LastName: String(200 + index),
		DisplayName: `User ${200 + index}`,
		EmailAddress: `user${200 + index}@example.com`,
		Enabled: true,
		QueueStatus: 'LoggedOut',
	}));
