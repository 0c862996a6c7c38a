import { readBoolean, readOptions } from '../input/options';
import type { ReadParameter } from '../input/itemInput';
import type { PbxRequest } from '../request/pbxRequest';
import { deletedItem, type OutputJson } from '../response/items';
import { DoneUnread, unreadNote } from '../errors/doneUnread';
import { isWebPage, readFailure } from '../errors/failure';
import { lastFailureOf, TriedInVain } from '../errors/triedInVain';
import { NoSuchRow } from './lookUp';

/** Whether the user counts it as deleted if there is nothing to delete. */
export const isMissingFine = (read: ReadParameter): boolean =>
	readBoolean(readOptions(read).missingIsFine, 'Ignore If Missing', false);

/** Whether a refusal is that of the PBX about a record it does not have, not of something in its place. */
function isMissing(error: unknown): boolean {
	const { status, contentType, body } = readFailure(error);
	return error instanceof NoSuchRow || (status === 404 && !isWebPage(contentType, body));
}

/**
 * The output for a delete that ended with an error although there is nothing left to delete; with a note that says why it is
 * none.
 *
 * @throws the error, where it is one.
 */
export function deletedInSpiteOf(error: unknown, request: PbxRequest, missingIsFine: boolean): OutputJson {
	if (error instanceof DoneUnread) return { ...deletedItem(request), note: unreadNote(error) };
	if (!isMissing(lastFailureOf(error))) throw error;
	if (error instanceof TriedInVain && error.isUncertain) {
		return { ...deletedItem(request), note: 'The response to the first attempt was lost; a later attempt found the record gone' };
	}
	if (missingIsFine) return { ...deletedItem(request), note: 'It was already gone' };
	throw error;
}
