import { findListOf, titlePropertiesOf } from '../catalog';
import type { Operation } from '../catalog/types';
import { quote } from '../request/odata';
import { withKey } from '../request/key';
import { labelOf } from '../catalog/words/labels';
import type { PbxRequest } from '../request/pbxRequest';
import { AnswerRefused } from '../errors/answerRefused';
import { readPage, type Row } from '../transport/pages';
import type { Connection } from '../transport/connection';

const A_NUMBER = /^[\d*#+]+$/;

/** Two rows are enough to notice that a lookup is ambiguous. */
const AMBIGUITY_LIMIT = 2;

/** No row has what it was looked up by. */
export class NoSuchRow extends AnswerRefused {}

/** The error for a lookup without a match. */
export function noSuchRow(noun: string, names: string, value: string, { name }: Operation): NoSuchRow {
	return new NoSuchRow(
		`The PBX has no ${noun} with ${names} ${value}`,
		`The lookup is exact, so check spelling and spaces. "${name}" shows what exists.`,
	);
}

/**
 * Puts the key of the row that has a number, name or email address into a request. Asked by `$filter`, which old and new
 * versions of 3CX know; the alternate key `Users(Number='100')` came with 20.0.8.
 *
 * @throws AnswerRefused where no row has it, or more than one.
 */
export async function resolveKey(connection: Connection, operation: Operation, request: PbxRequest): Promise<PbxRequest> {
	const { key, noun } = operation;
	const { lookUp } = request;
	if (!key || lookUp === undefined) return request;
	const list = findListOf(operation);
	const titles = list ? titlePropertiesOf(list) : [];
	const properties = A_NUMBER.test(lookUp) && titles.includes('Number') ? ['Number'] : titles;
	if (!list || properties.length === 0) {
		// These records have no name: treat the text as the key.
		return withKey(request, key, lookUp);
	}
	const { rows } = await readPage(
		connection,
		{
			method: 'GET',
			path: list.path,
			query: { $filter: properties.map((property) => `${property} eq ${quote(lookUp)}`).join(' or '), $select: key.property },
			headers: {},
		},
		{ start: 0, top: AMBIGUITY_LIMIT, countable: false },
	);
	const names = properties.map(labelOf).join(' or ');
	const [row, ...others] = rows as [Row?, ...Row[]];
	if (!row) throw noSuchRow(noun, names, `"${lookUp}"`, list);
	if (others.length > 0) {
		throw new AnswerRefused(
			`More than one ${noun} matches "${lookUp}"`,
			`The lookup uses ${names}. Nothing was done. Choose Record from the list or enter its ID.`,
		);
	}
	return withKey(request, key, row[key.property]);
}
