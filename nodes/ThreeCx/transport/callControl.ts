import type { Method } from '../catalog/types';
import { AnswerRefused } from '../errors/answerRefused';
import { readFailure } from '../errors/failure';
import { asText } from '../input/asText';
import { isRecord } from '../input/itemInput';
import type { Connection } from './connection';
import { sendTo } from './send';

/** Path of the Call Control API below the PBX's origin. */
export const CALL_CONTROL_PATH = '/callcontrol';

/** A client that can't use call control, whatever it asks for. */
export class CallControlUnavailable extends AnswerRefused {}

const SETTINGS = 'In the 3CX Admin Console, go to Integrations > API and open the client.';

/** No word of the Configuration API fits these: call control has a switch, a list of extensions and a license of its own. */
function refusalOf(status: number | undefined): CallControlUnavailable | undefined {
	if (status === 403) {
		return new CallControlUnavailable(
			"The API client isn't allowed to use the Call Control API (HTTP 403)",
			`${SETTINGS} Select "3CX Call Control API Access" and the extensions to monitor. The license must include call ` +
				'control (Enterprise, 8 simultaneous calls or more).',
		);
	}
	if (status === 404) {
		return new CallControlUnavailable(
			'The PBX has no Call Control API at this address (HTTP 404)',
			'Check Base URL in the 3CX API credential. Call control needs 3CX V20 or later and a license that includes it.',
		);
	}
	return undefined;
}

/** Why the client sees no calls: nothing is wrong with the request, and nothing will ever come. */
export const noExtensions = (): CallControlUnavailable =>
	new CallControlUnavailable(
		'The API client monitors no extensions',
		`${SETTINGS} Under "3CX Call Control API Access", select the extensions whose calls n8n should see.`,
	);

/** Why nothing can be read or done at an extension. @param monitored the numbers that the client monitors. */
export const notMonitored = (extension: string, monitored: readonly string[]): CallControlUnavailable =>
	new CallControlUnavailable(
		`The API client doesn't monitor extension ${extension}`,
		`It monitors ${monitored.join(', ')}. ${SETTINGS} Under "3CX Call Control API Access", select ${extension}.`,
	);

/**
 * Sends a request to the Call Control API, with the same token and the same retries as any other request. What acts on a
 * call is sent once: by the time of a second try, another call may be going on.
 *
 * @param path below `/callcontrol`, percent-encoded: `''` or `/100/participants/7`.
 * @param body sent as JSON; 3CX wants one with every POST.
 * @throws what `sendTo` throws, with its HTTP status.
 */
export async function sendCallControl(
	connection: Connection,
	path: string,
	{ method = 'GET', body }: { method?: Method; body?: object } = {},
): Promise<unknown> {
	const url = `${connection.settings.origin}${CALL_CONTROL_PATH}${path}`;
	const headers: Record<string, string> = body === undefined ? {} : { 'Content-Type': 'application/json' };
	const sendable = {
		method,
		query: {},
		headers,
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
		...(method === 'GET' ? {} : { isOnce: true as const }),
	};
	return (await sendTo(connection, url, sendable)).body;
}

/** One monitored extension, queue or route point with its devices and calls, as 3CX sends it. */
export type MonitoredExtension = Record<string, unknown>;

/**
 * Everything the API client monitors (`GET /callcontrol`).
 *
 * @throws AnswerRefused for a client that may not use call control, and for a response that is no list.
 */
export async function readMonitored(connection: Connection): Promise<MonitoredExtension[]> {
	const body = await sendCallControl(connection, '').catch((error: unknown) => {
		throw refusalOf(readFailure(error).status) ?? error;
	});
	if (Array.isArray(body)) return body as MonitoredExtension[];
	throw new AnswerRefused(
		"The PBX didn't return a list of monitored extensions",
		'The Base URL in the 3CX API credential probably points to something other than the PBX.',
	);
}

/**
 * One participant; undefined where it has left the call already.
 *
 * Some PBXs refuse a single participant with 403 although they list it: then the list is read.
 */
export async function readOneParticipant(connection: Connection, extension: string, id: string): Promise<unknown> {
	const list = `/${encodeURIComponent(extension)}/participants`;
	const readFromList = async () => {
		const entries = await sendCallControl(connection, list);
		const isOne = (entry: Record<string, unknown>) => asText(entry.id) === id;
		return Array.isArray(entries) ? entries.filter(isRecord).find(isOne) : undefined;
	};
	return await sendCallControl(connection, `${list}/${encodeURIComponent(id)}`).catch(async (error: unknown) => {
		const { status } = readFailure(error);
		if (status === 404) return undefined;
		if (status === 403) return await readFromList();
		throw error;
	});
}
