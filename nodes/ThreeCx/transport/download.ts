import type { IExecuteFunctions } from 'n8n-workflow';
import { asText } from '../input/asText';
import { readJson } from '../input/json';
import type { PbxRequest } from '../request/pbxRequest';
import { fileNameOf, mimeTypeOf } from '../response/fileName';
import { jsonItems, keyIn, type OutputItem } from '../response/items';
import { rowsIn } from '../response/rows';
import { AnswerRefused } from '../errors/answerRefused';
import { isWebPage } from '../errors/failure';
import type { Connection } from './connection';
import { MAX_ANSWER_BYTES, parseBody, sendForStream, type OpenAnswer } from './send';
import { discard, readText } from './streams';

/** What a file is called in the output. */
export interface FileNames {
	/** Name of the binary field. */
	field: string;
	/** File name without extension, where the PBX gives none. */
	fallback: string;
	/** File name without extension that goes before the PBX's. */
	stem?: string;
}

/** `.wav` of `a.b.wav`; empty where there is none. */
const extensionOf = (fileName: string) => /\.\w{1,8}$/.exec(fileName)?.[0] ?? '';

const contentTypeOf = ({ headers }: OpenAnswer) => asText(headers['content-type']);
const isJson = (answer: OpenAnswer) => /[/+]json$/.test(mimeTypeOf(contentTypeOf(answer)));

/** Whether an answer that nothing is known of holds a file: it says so, or is neither text nor JSON. */
export function isFile(answer: OpenAnswer): boolean {
	const mimeType = mimeTypeOf(contentTypeOf(answer));
	const isAttachment = /^\s*attachment\b/i.test(asText(answer.headers['content-disposition']));
	return isAttachment || !(mimeType === '' || isJson(answer) || /^text\/|[/+]xml$/.test(mimeType));
}

/** Puts an answer out as binary data, streamed into n8n's storage. */
export async function fileItems(
	{ context }: Connection,
	request: PbxRequest,
	{ headers, body }: OpenAnswer | { headers: OpenAnswer['headers']; body: Buffer },
	{ field, fallback, stem }: FileNames,
): Promise<OutputItem[]> {
	const contentType = asText(headers['content-type']);
	const named = fileNameOf(asText(headers['content-disposition']), contentType, fallback);
	const fileName = stem === undefined ? named : `${stem}${extensionOf(named)}`;
	// Files are asked for by running nodes only, not by the editor's lists.
	const { helpers } = context as IExecuteFunctions;
	const file = await helpers.prepareBinaryData(
		body as Parameters<typeof helpers.prepareBinaryData>[0],
		fileName,
		mimeTypeOf(contentType) || undefined,
	);
	return [{ json: { fileName, mimeType: file.mimeType, ...keyIn(request) }, binary: { [field]: file } }];
}

/**
 * Sends a request that answers with a file and puts the file out. An answer of JSON, which the same operation may give,
 * becomes items; CSV that calls itself JSON stays a file.
 *
 * @throws AnswerRefused for a web page in place of the file, and JSON that is cut short.
 */
export async function download(connection: Connection, request: PbxRequest, names: FileNames): Promise<OutputItem[]> {
	const answer = await sendForStream(connection, request);
	if (isWebPage(contentTypeOf(answer), '')) {
		discard(answer.body);
		throw new AnswerRefused(
			`${new URL(connection.settings.origin).host} returned a web page instead of a file`,
			'The Base URL in the 3CX API credential probably points to something other than the PBX, or a proxy responded in its place.',
		);
	}
	if (!isJson(answer)) return await fileItems(connection, request, answer, names);
	const text = await readText(answer.body, MAX_ANSWER_BYTES);
	if (!isCsv(text)) return jsonItems(rowsIn(parseBody(text, contentTypeOf(answer)), request));
	const csv = { headers: { ...answer.headers, 'content-type': 'text/csv' }, body: Buffer.from(text) };
	return await fileItems(connection, request, csv, names);
}

/** Whether what calls itself JSON is the text of a table: no JSON, whole or cut short, and no page. */
const isCsv = (text: string) => text.trim() !== '' && !/^\ufeff?\s*[[{<]/.test(text) && 'reason' in readJson(text);
