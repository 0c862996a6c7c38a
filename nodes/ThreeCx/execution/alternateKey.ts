import { findOperation } from '../catalog';
import type { Operation } from '../catalog/types';
import type { PbxRequest } from '../request/pbxRequest';
import { noSuchRow } from './lookUp';
import { readFailure } from '../errors/failure';
import { readPage } from '../transport/pages';
import type { Connection } from '../transport/connection';
import { send, type Answer } from '../transport/send';

/** The key in `/Users(Number='100')`, encoded as it stands there. */
const ALTERNATE_KEY = /^[^(]*\((\w+)=(.*)\)$/;

/**
 * Reads an entity by an alternate key, `/Users(Number='100')`. 3CX knows these since 20.0.8 and answers 404 before; then
 * the list is asked with a filter, which every version knows.
 *
 * @throws AnswerRefused where no row has it; another refusal as it is.
 */
export async function sendByAlternateKey(
	connection: Connection,
	{ resource, noun }: Operation,
	request: PbxRequest,
): Promise<Answer> {
	return await send(connection, request).catch(async (error: unknown) => {
		const list = findOperation(resource, 'getAll');
		const [, property, literal] = ALTERNATE_KEY.exec(request.path) ?? [];
		if (readFailure(error).status !== 404 || !list || property === undefined || literal === undefined) throw error;
		const query = { ...request.query, $filter: `${property} eq ${decodeURIComponent(literal)}` };
		const { rows } = await readPage(
			connection,
			{ method: 'GET', path: list.path, query, headers: {} },
			{ start: 0, top: 1, countable: false },
		);
		if (rows.length === 0) throw noSuchRow(noun, property, decodeURIComponent(literal), list);
		return { status: 200, headers: {}, body: rows[0] };
	});
}
