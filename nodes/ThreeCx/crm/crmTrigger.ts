import { NodeOperationError, type IDataObject, type IHookFunctions, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';
import { readChoice, readChoices } from '../input/choices';
import type { ReadParameter } from '../input/itemInput';
import { readBoolean, readOptions } from '../input/options';
import { ParameterRefused } from '../input/parameterRefused';
import { CRM_CREDENTIAL } from './credential';
import { ANSWERED_EVENTS, CRM_EVENTS, type CrmEvent } from './events';
import { judgePost, type CrmSettings } from './judgePost';
import { readSecret, SECRET_REMEDY, weaknessOf } from './secret';

const CALL_TYPES = ['inbound', 'missed', 'notAnswered', 'outbound'] as const;

/** What is used of Express's request and response, whose types n8n-workflow doesn't bring along. */
interface RawRequest {
	rawBody?: Buffer;
}
interface RawResponse {
	setHeader: (name: string, value: string) => void;
	status: (code: number) => { json: (body: object) => void };
}

/** @throws ParameterRefused for a value that nothing could ever match. */
async function readSettings(context: IHookFunctions | IWebhookFunctions): Promise<CrmSettings> {
	const read: ReadParameter = (name, fallback) => context.getNodeParameter(name, fallback);
	return {
		event: readChoice<CrmEvent>(read('event', 'callReported'), 'Trigger On', CRM_EVENTS),
		callTypes: new Set(readChoices(read('callTypes', []), 'Call Types', CALL_TYPES, [])),
		includesRaw: readBoolean(readOptions(read).includeRaw, 'Include Raw Data', false),
		secret: readSecret(await context.getCredentials(CRM_CREDENTIAL)),
	};
}

/**
 * Checks, when the workflow is activated, that posts can be accepted at all. Nothing is registered at the PBX: an
 * administrator uploads the template there.
 *
 * @throws NodeOperationError for a parameter that can't be used and a secret that is too weak.
 */
export async function checkCrmTrigger(context: IHookFunctions): Promise<void> {
	const refuse = (message: string, description: string) => new NodeOperationError(context.getNode(), message, { description });
	const settings = await readSettings(context).catch((error: unknown) => {
		throw error instanceof ParameterRefused ? refuse(error.message, error.description) : error;
	});
	const weakness = weaknessOf(settings.secret);
	if (weakness !== undefined) throw refuse(weakness, SECRET_REMEDY);
}

/**
 * Receives a post of the PBX. A post that is refused gets its status and a sentence; no execution starts, so that nobody can
 * fill n8n's list of executions from outside.
 */
export async function receivePost(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const settings = await readSettings(context);
	const { rawBody } = context.getRequestObject() as RawRequest;
	const { authorization, 'content-type': contentType } = context.getHeaderData();
	const verdict = judgePost({ authorization, contentType, size: rawBody?.length ?? 0, body: context.getBodyData() }, settings);
	if ('item' in verdict) {
		const workflowData = [[{ json: verdict.item as IDataObject }]];
		if (ANSWERED_EVENTS.includes(settings.event)) return { workflowData };
		return { workflowData, webhookResponse: { received: true, eventId: verdict.item.eventId } };
	}
	if ('ignored' in verdict) return { webhookResponse: { received: true, message: verdict.ignored } };
	const response = context.getResponseObject() as RawResponse;
	if (verdict.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
	response.status(verdict.status).json({ message: verdict.message });
	return { noWebhookResponse: true };
}
