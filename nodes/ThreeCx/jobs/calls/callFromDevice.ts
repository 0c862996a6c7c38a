import { CallControlUnavailable, sendCallControl } from '../../transport/callControl';
import { AnswerRefused } from '../../errors/answerRefused';
import { StepBrokenOff } from '../../errors/nodeError';
import type { OutputJson } from '../../response/items';
import { readParticipant, type Participant } from '../../response/participant';
import { JobRun } from '../common/jobRun';
import { outcomeOf } from '../common/outcome';
import { optionalText, requiredText } from '../common/parameters';
import { mayHaveBeenDone, statusOf } from '../common/uncertain';
import type { Job } from '../types';
import { callJson, READ_CALLS, readExtension, type Monitored } from './monitored';
import { callRefused, checkResult, SELECT_EXTENSION, type Attempted, type StatusWords } from './refusals';

const MAKE_CALL = 'POST /Users/Pbx.MakeCall';
const STEP = 'Make Call From Device';
const FORBIDDEN = 403;

interface Plan {
	extension: string;
	destination: string;
	/** ID or name of the device; empty for all of them. */
	device: string;
}

const attempted = (extension: string): Attempted => ({
	undone: "The call wasn't made",
	about: `the phone of extension ${extension}`,
});

const statusWords = (extension: string): StatusWords => ({
	403: [`The API client isn't allowed to make calls from extension ${extension}`, SELECT_EXTENSION],
	404: ['The device is no longer registered', '"Get Extension Devices" shows the registered ones. Leave Device empty to ring all of them.'],
	422: ["The device can't be told to make calls", 'Choose another device, or leave Device empty to ring all of them.'],
});

/** The extension, or why call control can't make the call. */
async function lookAt(run: JobRun, extension: string): Promise<Monitored | CallControlUnavailable> {
	return await readExtension(run, extension).catch((error: unknown) => {
		if (error instanceof StepBrokenOff && error.reason instanceof CallControlUnavailable) return error.reason;
		throw error;
	});
}

/** The ID of the device that the user means, by ID or name; undefined for all devices. */
async function findDevice(run: JobRun, { devices }: Monitored, { device, extension }: Plan): Promise<string | undefined> {
	if (device === '') return undefined;
	const byId = devices.find(({ id }) => id === device);
	if (byId) return byId.id;
	const named = devices.filter(({ userAgent }) => userAgent.toLowerCase() === device.toLowerCase());
	const [only, ...others] = named;
	if (only && others.length === 0) return only.id;
	const shown = devices.map(({ id, userAgent }) => `${userAgent} (${id})`).join(', ');
	throw run.callControlRefusal(
		READ_CALLS,
		new AnswerRefused(
			only ? `"${device}" matches ${named.length} devices of extension ${extension}` : `Extension ${extension} has no device "${device}"`,
			`${shown === '' ? 'No device is registered' : `Registered: ${shown}`}. Check Device: it's the exact name or the ID.`,
		),
	);
}

/** The call that the extension began since it was last looked at. */
async function findNewCall(run: JobRun, { number, participants }: Monitored): Promise<Participant | undefined> {
	const known = new Set(participants.map(({ id }) => id));
	const now = await readExtension(run, number).catch(() => undefined);
	return now?.participants.find(({ id, direction }) => direction === 'outbound' && !known.has(id));
}

async function callByCallControl(run: JobRun, plan: Plan, phone: Monitored): Promise<OutputJson | null> {
	const { extension, destination } = plan;
	const device = await findDevice(run, phone, plan);
	const from = device === undefined ? '' : `/devices/${encodeURIComponent(device)}`;
	const path = `/${encodeURIComponent(extension)}${from}/makecall`;
	const made = await run
		.callControl(STEP, async (connection) => {
			const body = await sendCallControl(connection, path, { method: 'POST', body: { destination } }).catch((error: unknown) => {
				throw callRefused(error, attempted(extension), statusWords(extension));
			});
			return readParticipant(checkResult(body, attempted(extension))?.participant, extension);
		})
		.catch(async (failure: unknown) => {
			const found = mayHaveBeenDone(failure) ? await findNewCall(run, phone) : undefined;
			if (found === undefined) throw failure;
			run.note(`The response was lost; looking again showed that extension ${extension} began a call`);
			return found;
		});
	return made ? callJson(made) : null;
}

/** Makes the call with the Configuration API, for clients that can't do it with call control. */
async function callByXapi(run: JobRun, { extension, destination, device }: Plan, reason: CallControlUnavailable): Promise<null> {
	if (device !== '' && !device.startsWith('sip:')) {
		throw run.refusal(MAKE_CALL, `Device "${device}" can't be looked up: ${reason.message}`, `${reason.description} Or leave Device empty.`);
	}
	const contact = device === '' ? {} : { contact: device };
	const body = await run.send(MAKE_CALL, { body: { dn: extension, destination, ...contact }, isOnce: true }).catch((failure: unknown) => {
		if (statusOf(failure) !== FORBIDDEN) throw failure;
		throw run.refusal(
			MAKE_CALL,
			`The API client isn't allowed to make calls with call control or the Configuration API (HTTP ${FORBIDDEN})`,
			`${reason.message}. ${reason.description}`,
		);
	});
	await run.callControl('Make Call', () => Promise.resolve(checkResult(body, attempted(extension))));
	run.note(`Made with the Configuration API. ${reason.message}.`);
	return null;
}

/**
 * Lets a phone of an extension ring and, once it's picked up, calls the destination. With call control where the API client
 * may use it, else with the Configuration API. Never tried again, whatever the failure.
 */
export const callFromDevice: Job = async (connection, { read }) => {
	const plan: Plan = {
		extension: requiredText(read, 'caller', 'Extension'),
		destination: requiredText(read, 'destination', 'Destination'),
		device: optionalText(read, 'device', 'Device'),
	};
	const run = new JobRun(connection);
	const phone = await lookAt(run, plan.extension);
	const call = phone instanceof CallControlUnavailable ? await callByXapi(run, plan, phone) : await callByCallControl(run, plan, phone);
	run.did(`Called ${plan.destination} from extension ${plan.extension}`);
	return outcomeOf(run, { about: { extension: plan.extension, destination: plan.destination }, before: null, after: call });
};
