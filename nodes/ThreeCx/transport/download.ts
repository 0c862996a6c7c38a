import type { IExecuteFunctions } from 'n8n-workflow';
import { asText } from '../request/asText';
import type { PbxRequest } from '../request/pbxRequest';
import { fileNameOf, mimeTypeOf } from '../response/fileName';
import { jsonItems, type OutputItem } from '../response/items';
import { rowsIn } from '../response/rows';
import { AnswerRefused } from './answerRefused';
import { isWebPage } from './failure';
import type { Connection } from './connection';
import { MAX_ANSWER_BYTES, parseBody, sendForStream } from './send';
import { discard, readText } from './streams';

/**
 * Sends a request that answers with a file and puts the file out as binary data, streamed into n8n's storage. An answer
 * of JSON, which the same operation may give, becomes items.
 *
 * @param field name of the binary field.
 * @param fallback file name without extension, where the PBX gives none.
 * @throws AnswerRefused for a web page in place of the file.
 */
export async function download(
	connection: Connection,
	request: PbxRequest,
	{ field, fallback }: { field: string; fallback: string },
): Promise<OutputItem[]> {
	const { body, headers } = await sendForStream(connection, request);
	const contentType = asText(headers['content-type']);
	const mimeType = mimeTypeOf(contentType);
	if (/[/+]json$/.test(mimeType)) {
		return jsonItems(rowsIn(parseBody(await readText(body, MAX_ANSWER_BYTES), contentType), request));
	}
	if (isWebPage(contentType, '')) {
		discard(body);
		throw new AnswerRefused(
			`${new URL(connection.settings.origin).host} answered with a web page instead of a file`,
			'Base URL in the 3CX API credential probably leads to something else than the PBX, or a proxy stepped in.',
		);
	}
	const fileName = fileNameOf(asText(headers['content-disposition']), contentType, fallback);
	// Files are asked for by running nodes only, not by the editor's lists.
	const { helpers } = connection.context as IExecuteFunctions;
	const file = await helpers.prepareBinaryData(body as Parameters<typeof helpers.prepareBinaryData>[0], fileName, mimeType === '' ? undefined : mimeType);
	return [{ json: { fileName, mimeType: file.mimeType, ...keyOf(request) }, binary: { [field]: file } }];
}

const keyOf = ({ key }: PbxRequest) => (key ? { [key.property]: key.value } : {});
