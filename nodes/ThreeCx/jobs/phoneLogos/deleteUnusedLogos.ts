import { findOperation } from '../../catalog';
import { asText } from '../../input/asText';
import { buildRequest, readCount } from '../../request/buildRequest';
import { readBoolean } from '../../input/options';
import { ParameterRefused } from '../../input/parameterRefused';
import type { PbxRequest } from '../../request/pbxRequest';
import type { OutputJson } from '../../response/items';
import { DoneUnread, unreadNote } from '../../errors/doneUnread';
import { toNodeError } from '../../errors/nodeError';
import { readFailure } from '../../errors/failure';
import { mapInOrder } from '../../transport/pool';
import { secretsOf, type Connection } from '../../transport/connection';
import { send } from '../../transport/send';
import { subjectOf } from '../../errors/subject';
import { divideByName, lookAtReferences, readLogos, readNameFilter, refuseDifferentLooks, type Look, type LogoWithUsage } from './logoUsage';
import type { ReadingJob } from '../types';

/** What became of a logo, as the output names it. */
type Outcome = 'deleted' | 'wouldDelete' | 'kept' | 'usedMeanwhile' | 'goneMeanwhile' | 'changedMeanwhile' | 'failed';

function report({ row, filename }: LogoWithUsage, outcome: Outcome, details: OutputJson = {}): OutputJson {
	return {
		Filename: filename,
		DisplayName: row.DisplayName ?? null,
		deleted: outcome === 'deleted',
		outcome,
		...details,
	};
}

/** Deletes one logo, only if it is as it was listed; what stands in the way is reported and stops nothing else. */
async function deleteLogo(connection: Connection, logo: LogoWithUsage): Promise<OutputJson> {
	const operation = findOperation('phoneLogo', 'delete');
	if (!operation) throw new RangeError('The catalog has no phoneLogo.delete');
	const values: Record<string, unknown> = { filename: logo.filename, ifMatch: asText(logo.row['@odata.etag']) };
	let request: PbxRequest | undefined;
	try {
		request = buildRequest(operation, { read: (name) => values[name], json: {}, timeZone: 'UTC' });
		await send(connection, request);
		return report(logo, 'deleted');
	} catch (error) {
		if (error instanceof DoneUnread) return report(logo, 'deleted', { note: unreadNote(error) });
		const outcomes: Partial<Record<number, Outcome>> = { 404: 'goneMeanwhile', 412: 'changedMeanwhile' };
		const { message, description } = toNodeError(error, {
			node: connection.context.getNode(),
			subject: subjectOf(operation, connection.settings.origin, request),
			secrets: secretsOf(connection),
		});
		return report(logo, outcomes[readFailure(error).status ?? 0] ?? 'failed', {
			reason: message,
			whatToDo: description ?? '',
		});
	}
}

/**
 * Looks once more right before deleting: a logo may have been given to a phone since. Nothing is deleted where the two looks
 * saw different users or templates.
 */
async function deleteStillUnused(connection: Connection, logos: LogoWithUsage[], look: Look): Promise<OutputJson[]> {
	if (logos.length === 0) return [];
	const second = await lookAtReferences(connection);
	refuseDifferentLooks(look, second);
	const usages = await second.references.usagesOf(logos.map(({ filename }) => filename));
	return await mapInOrder(logos, () => connection.lane.width, async (logo, index) => {
		const usedBy = usages[index] ?? [];
		return usedBy.length > 0 ? report(logo, 'usedMeanwhile', { usedBy }) : await deleteLogo(connection, logo);
	});
}

/** How many logos an execution has deleted: Max Deletions holds for all its items together. */
const deletedBefore = new WeakMap<Connection, number>();

/** @throws ParameterRefused where more logos would go than the execution may delete. */
function refuseTooMany(before: number, now: number, limit: number): void {
	if (before + now <= limit) return;
	throw new ParameterRefused(
		`${before + now} phone logos would be deleted, more than Max Deletions (${limit})`,
		`Nothing was deleted${before > 0 ? ' for this item, because earlier ones count as well' : ''}. Turn on Dry Run to see ` +
			'which ones. Then raise Max Deletions, or use Only Names or Keep Names.',
	);
}

/**
 * Deletes the logos that nothing refers to and reports on each unused one. Only reports in a dry run; refuses to delete
 * more than Max Deletions.
 */
export const deleteUnusedLogos: ReadingJob = async (connection, read) => {
	const matchesFilter = readNameFilter(read);
	const limit = readCount(read, 'maxDeletions', 25, {
		displayName: 'Max Deletions',
		remedy: "It's the maximum number of logos to delete per run. Nothing was deleted.",
	});
	const isDryRun = readBoolean(read('dryRun', true), 'Dry Run', true);
	const { logos, look } = await readLogos(connection);
	const unused = logos.filter(({ usedBy }) => usedBy.length === 0);
	const { meant: toDelete, others } = await divideByName(unused, matchesFilter);
	const kept = others.map((logo) => report(logo, 'kept', { reason: 'Only Names or Keep Names leave it out' }));

	if (isDryRun) return [...toDelete.map((logo) => report(logo, 'wouldDelete')), ...kept];
	const before = deletedBefore.get(connection) ?? 0;
	refuseTooMany(before, toDelete.length, limit);
	const reports = await deleteStillUnused(connection, toDelete, look);
	deletedBefore.set(connection, before + reports.filter(({ deleted }) => deleted === true).length);
	return [...reports, ...kept];
};
