import { readDetails, readFailure } from '../../errors/failure';
import { StepBrokenOff } from '../../errors/nodeError';
import { asText } from '../../input/asText';
import { quote } from '../../request/odata';
import { createOnce } from '../common/converge';
import type { JobRun } from '../common/jobRun';
import { findIfAny, labelOf, type Named } from '../common/lookUp';

const CREATE = 'POST /Users';
const FREE_NUMBER = 'GET /Users/Pbx.GetFirstAvailableExtensionNumber()';
const PEERS = 'GET /Peers';

/** How often to ask for another free number where someone else took the first one meanwhile. */
const MOST_NUMBERS = 3;

/** What a person is known by. */
export interface Identity {
	email: string;
	firstName: string;
	lastName: string;
	/** Empty for the first free one. */
	number: string;
}

/** @throws StepBrokenOff where anything on the PBX has the number. */
async function refuseTakenNumber(run: JobRun, number: string): Promise<void> {
	const [peer] = await run.rows(PEERS, { query: { $filter: `Number eq ${quote(number)}`, $select: 'Id,Number,Name,Type' } });
	if (!peer) return;
	throw run.refusal(
		PEERS,
		`Extension number ${number} belongs to ${asText(peer.Type)} ${labelOf({ number, name: asText(peer.Name) })}`,
		'Choose another Extension Number, or leave it empty for the first free one.',
	);
}

async function freeNumber(run: JobRun): Promise<string> {
	const number = asText((await run.sendForRow(FREE_NUMBER)).Number);
	if (number !== '') return number;
	throw run.refusal(FREE_NUMBER, 'The PBX has no free extension number', 'Enter an Extension Number, or check the license.');
}

/** Whether the PBX refused a create because its number is in use. */
function isNumberTaken(failure: unknown): boolean {
	if (!(failure instanceof StepBrokenOff)) return false;
	const { status, body } = readFailure(failure.reason);
	const isAboutNumber = readDetails(body).some(({ target, message }) => target === 'Number' && message.includes('ALREADY_IN_USE'));
	return status === 400 && isAboutNumber;
}

async function create(run: JobRun, { email, firstName, lastName }: Identity, number: string): Promise<Named> {
	const body = {
		Id: 0,
		Number: number,
		EmailAddress: email,
		...(firstName === '' ? {} : { FirstName: firstName }),
		...(lastName === '' ? {} : { LastName: lastName }),
	};
	const row = await run.sendForRow(CREATE, { body });
	return { id: Number(row.Id), number: asText(row.Number), name: `${firstName} ${lastName}`.trim() };
}

async function createWithFreeNumber(run: JobRun, identity: Identity): Promise<Named> {
	for (let tries = 1; ; tries++) {
		const number = await freeNumber(run);
		const created = await create(run, identity, number).catch((failure: unknown) => {
			if (tries < MOST_NUMBERS && isNumberTaken(failure)) return undefined;
			throw failure;
		});
		if (created) return created;
		run.note(`Someone else took extension number ${number} in the meantime`);
	}
}

/**
 * The user with an email address; created with a given or the first free number if there is none. Where the response is lost,
 * the user is looked for by email address and never created again.
 *
 * @throws StepBrokenOff where the number is taken.
 */
export async function findOrCreateUser(run: JobRun, identity: Identity): Promise<{ record: Named; isNew: boolean }> {
	return await createOnce(run, {
		find: async () => await findIfAny(run, 'user', identity.email, 'Email'),
		create: async () => {
			if (identity.number === '') return await createWithFreeNumber(run, identity);
			await refuseTakenNumber(run, identity.number);
			return await create(run, identity, identity.number);
		},
		describe: (user) => `Created user ${labelOf(user)}`,
	});
}
