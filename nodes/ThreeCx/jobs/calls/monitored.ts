import { asText } from '../../input/asText';
import { isRecord } from '../../input/itemInput';
import { readParticipant, type Participant } from '../../response/participant';
import type { OutputJson } from '../../response/items';
import { noExtensions, notMonitored, readMonitored } from '../../transport/callControl';
import type { JobRun } from '../common/jobRun';

/** The operation that reads what is monitored, for messages. */
export const READ_CALLS = 'Get Many Live Calls';

/** A phone or app that is registered for an extension. */
export interface Device {
	/** Its SIP contact: another one each time it registers. */
	id: string;
	/** What it calls itself, e.g. `Yealink SIP-T54W 96.86.0.20`. */
	userAgent: string;
}

/** An extension, queue or route point that the API client monitors. */
export interface Monitored {
	number: string;
	devices: Device[];
	participants: Participant[];
}

const listed = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isRecord) : []);

function readEntry({ dn, devices, participants }: Record<string, unknown>): Monitored {
	const number = asText(dn);
	return {
		number,
		devices: listed(devices).map(({ device_id, user_agent }) => ({ id: asText(device_id), userAgent: asText(user_agent) })),
		participants: listed(participants)
			.map((entry) => readParticipant(entry, number))
			.filter((entry) => entry !== undefined),
	};
}

/**
 * Everything the API client monitors.
 *
 * @throws StepBrokenOff with CallControlUnavailable as reason, where the client can't use call control or monitors nothing.
 */
export const readAllMonitored = async (run: JobRun): Promise<Monitored[]> =>
	await run.callControl(READ_CALLS, async (connection) => {
		const entries = listed(await readMonitored(connection));
		if (entries.length === 0) throw noExtensions();
		return entries.map(readEntry);
	});

/**
 * One number that the API client monitors.
 *
 * @throws StepBrokenOff besides, where the client monitors others only.
 */
export async function readExtension(run: JobRun, extension: string): Promise<Monitored> {
	const all = await readAllMonitored(run);
	const found = all.find(({ number }) => number === extension);
	if (found) return found;
	throw run.callControlRefusal(READ_CALLS, notMonitored(extension, all.map(({ number }) => number)));
}

/** An extension's part in a live call, for the output. */
export const callJson = ({ extension, callId, id, status, direction, isExternal, party, raw }: Participant): OutputJson => ({
	extension,
	callId,
	participantId: id,
	status,
	direction,
	external: isExternal,
	party: { ...party },
	deviceId: asText(raw.device_id),
	directControl: raw.direct_control === true,
});
