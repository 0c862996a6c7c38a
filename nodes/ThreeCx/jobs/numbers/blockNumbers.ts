import { asText } from '../../input/asText';
import type { ReadParameter } from '../../input/itemInput';
import { quote } from '../../request/odata';
import type { Row } from '../../transport/pages';
import { createOnce } from '../common/converge';
import { JobRun } from '../common/jobRun';
import { outcomeOf } from '../common/outcome';
import { optionalText, readDryRun, refuseParameter, requiredTexts } from '../common/parameters';
import { inTurn } from '../common/turns';
import { mayHaveBeenDone } from '../common/uncertain';
import type { Job } from '../types';
import { formsOf, readCountryCode, readNumber } from './numberForms';

const LIST = 'GET /BlackListNumbers';

/** Numbers asked for with one request, so that its URL stays short. */
const NUMBERS_PER_REQUEST = 20;

/** An entry of the blacklist. */
interface Entry {
	id: string;
	number: string;
	description: string;
}

/**
 * The numbers that are meant, in all forms asked for.
 *
 * @throws ParameterRefused for an entry that isn't a number, naming it.
 */
function readForms(read: ReadParameter): string[] {
	const texts = requiredTexts(read, 'numbers', 'Numbers');
	const countryCode = readCountryCode(read);
	const numbers = texts.map(
		(text) =>
			readNumber(text) ??
			refuseParameter(`Numbers has an entry that isn't a number: "${text}"`, 'Enter digits, with + in front or * for any digits.'),
	);
	return [...new Set(numbers.flatMap((number) => formsOf(number, countryCode)))];
}

const entryFrom = (row: Row): Entry => ({
	id: asText(row.Id),
	number: asText(row.CallerId),
	description: asText(row.Description),
});

/** The entries of these numbers; a number may have several. */
async function readEntries(run: JobRun, numbers: readonly string[]): Promise<Entry[]> {
	const entries: Entry[] = [];
	for (let start = 0; start < numbers.length; start += NUMBERS_PER_REQUEST) {
		const conditions = numbers.slice(start, start + NUMBERS_PER_REQUEST).map((number) => `CallerId eq ${quote(number)}`);
		entries.push(...(await run.rows(LIST, { query: { $filter: conditions.join(' or ') } })).map(entryFrom));
	}
	return entries;
}

/** The numbers that have no entry. */
function withoutEntry(numbers: readonly string[], entries: readonly Entry[]): string[] {
	const known = new Set(entries.map(({ number }) => number));
	return numbers.filter((number) => !known.has(number));
}

const shown = (entries: readonly Entry[]): Row[] =>
	entries.map(({ id, number, description }) => ({ Id: id, CallerId: number, Description: description }));

/** Puts numbers on the blacklist, each once. */
export const blockNumbers: Job = async (connection, { read }) => {
	const numbers = readForms(read);
	const Description = optionalText(read, 'reason', 'Reason');
	const run = new JobRun(connection);
	return await inTurn(connection, 'blacklist', async () => {
		const before = await readEntries(run, numbers);
		for (const number of withoutEntry(numbers, before)) {
			await createOnce<string>(run, {
				find: async () => (await readEntries(run, [number]))[0]?.number,
				create: async () => {
					await run.send('POST /BlackListNumbers', { body: { CallerId: number, Description } });
					return number;
				},
				describe: () => `Blocked ${number}`,
			});
		}
		const after = run.hasChanged ? await readEntries(run, numbers) : before;
		const missing = withoutEntry(numbers, after);
		if (missing.length > 0) {
			throw run.refusal(LIST, `${missing.join(', ')} isn't on the blacklist although it was added`, 'Check the blacklist in the 3CX Admin Console.');
		}
		return outcomeOf(run, { about: { numbers: numbers.join(', ') }, before: shown(before), after: shown(after) });
	});
};

/** Takes numbers off the blacklist, with all entries that they have. */
export const unblockNumbers: Job = async (connection, { read }) => {
	const numbers = readForms(read);
	const isDryRun = readDryRun(read, false);
	const run = new JobRun(connection);
	return await inTurn(connection, 'blacklist', async () => {
		const entries = await readEntries(run, numbers);
		const about = { numbers: numbers.join(', ') };
		if (isDryRun || entries.length === 0) {
			const dryRun = isDryRun ? entries.length > 0 : undefined;
			return outcomeOf(run, { about, before: shown(entries), after: [], dryRun });
		}
		const request = 'POST /BlackListNumbers/Pbx.BulkNumbersDelete';
		const failure = await run.send(request, { body: { ids: entries.map(({ id }) => id) } }).then(
			() => undefined,
			(error: unknown) => ({ error }),
		);
		if (failure && !mayHaveBeenDone(failure.error)) throw failure.error;
		const left = await readEntries(run, numbers);
		if (left.length > 0) {
			throw run.refusal(LIST, `${left.map(({ number }) => number).join(', ')} is still on the blacklist`, 'Run the node again.');
		}
		run.did(`Unblocked ${[...new Set(entries.map(({ number }) => number))].join(', ')}`);
		return outcomeOf(run, { about, before: shown(entries), after: [] });
	});
};
