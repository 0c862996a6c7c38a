import type { IExecuteFunctions } from 'n8n-workflow';
import { asText } from '../request/asText';
import { readJson } from '../request/json';
import type { PbxRequest } from '../request/pbxRequest';
import { fileNameOf, mimeTypeOf } from '../response/fileName';
import { jsonItems, type OutputItem } from '../response/items';
import { rowsIn } from '../response/rows';
import { AnswerRefused } from './errors';
import { isWebPage } from './failure';
import { sendForStream, type Connection } from './send';
import { discard, readText } from './streams';

/** JSON where a file might have come is read whole; more than this is no report but a mistake. */
const MAX_JSON_BYTES = 64 * 1024 * 1024;

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
		const text = await readText(body, MAX_JSON_BYTES);
		return jsonItems(rowsIn(parseJson(text), request));
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

function parseJson(text: string): unknown {
	if (text.trim() === '') return '';
	const reading = readJson(text);
	if ('value' in reading) return reading.value;
	throw new AnswerRefused(
		'The answer of the PBX is not complete',
		'It says that it is JSON but cannot be read to its end. A proxy may have cut it: run the node again.',
	);
}
