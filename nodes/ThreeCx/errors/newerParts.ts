import { formOf } from '../catalog/forms';
import type { Operation } from '../catalog/types';
import { availabilityOf } from '../catalog/versions';
import { labelOf } from '../catalog/words/labels';
import { isRecord } from '../input/itemInput';
import { readJson } from '../input/json';
import type { PbxRequest } from '../request/pbxRequest';

/** Something in a request that older releases of 3CX do not know, or know in another form. */
export interface NewerPart {
	/** `Security Level came`, `the fields of "Test CRM" changed`; a release follows. */
	what: string;
	/** The last release that does not know it. */
	lastVersionWithout: string;
}

function part(what: string, since: string | undefined): NewerPart[] {
	const { lastWithout } = since === undefined ? {} : availabilityOf(since);
	return lastWithout === undefined ? [] : [{ what, lastVersionWithout: lastWithout }];
}

/** The names of the fields that a body sends, inside the wrapper of an action as well. */
function sentFields({ body = '' }: PbxRequest, wrapper: string | undefined): string[] {
	const reading = readJson(body);
	const sent = 'value' in reading && isRecord(reading.value) ? reading.value : {};
	const inner = wrapper === undefined ? sent : sent[wrapper];
	return isRecord(inner) ? Object.keys(inner) : [];
}

/** What a request contains that not every known release of 3CX has, for the message of a refusal. */
export function newerParts(operation: Operation, request: PbxRequest): NewerPart[] {
	const { name, changed } = operation;
	const changeOf = (wanted: string) => changed.find((change) => change.part === wanted)?.since;
	const hasQuery = Object.keys(request.query).length > 0;
	const form = formOf(operation);
	const sent = new Set(sentFields(request, form?.wrapper));
	const fields = form?.fields.filter((field) => sent.has(field.name)) ?? [];
	return [
		...part(`the fields of "${name}" changed`, request.body === undefined ? undefined : changeOf('body')),
		...part(`the options of "${name}" came`, hasQuery ? changeOf('query') : undefined),
		...fields.flatMap((field) => [
			...part(`${labelOf(field.name)} came`, field.since),
			...part(`${labelOf(field.name)} changed`, field.changed),
		]),
	];
}
