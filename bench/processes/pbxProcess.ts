/** A mock PBX in a process of its own, so that its time and memory are not measured with the node's. Started by fork(). */
import { setTimeout as wait } from 'node:timers/promises';
import { Slots } from '../../nodes/ThreeCx/transport/pool';
import { startPbx, type Pbx } from '../../test/pbx';

/** What a PBX holds and how it behaves. */
export interface PbxSetting {
	/** Phone logos `logo-0.png`, `logo-1.png` … */
	logos?: number;
	users?: number;
	/** How late every answer of the API is, in milliseconds. */
	latencyMs?: number;
	/** Works on so many requests at a time, and so many milliseconds on each; the others wait. */
	saturation?: { requests: number; milliseconds: number };
	/**
	 * Lists of so many phone logos, which are only read, from pages made beforehand: the PBX's own sorting of so many rows
	 * would take longer than what is measured. Each page is given once, in order; then the list is empty.
	 */
	listed?: { rows: number; pageSize: number };
}

/** What a PBX saw. */
export interface PbxCounts {
	/** Token requests included. */
	requests: number;
	deletes: number;
	/** The most requests of the API that were under way at one time. */
	maxInFlight: number;
}

const LISTS = /^\/xapi\/v1\/PhoneLogos\?/;

const logo = (index: number) => ({ Filename: `logo-${index}.png`, DisplayName: `Logo ${index}` });

/** A user with one phone; half of the logos are in use as long as there are users enough. */
const user = (index: number, logoCount: number) => ({
	Id: index + 1,
	Number: String(1000 + index),
	DisplayName: `User ${index}`,
	Phones: [
		{
			Id: index + 1,
			Name: 'Yealink T46U',
			MacAddress: `00:15:65:${index}`,
			TemplateName: 'yealinkT4x.ph.xml',
			Settings: { CustomLogo: `/logos/LOGO-${(index * 2) % logoCount}.png`, Secret: 'secret' },
		},
	],
});

function many<T>(count: number, make: (index: number) => T): T[] {
	return Array.from({ length: count }, (_, index) => make(index));
}

function addPreparedPages(pbx: Pbx, { rows, pageSize }: { rows: number; pageSize: number }, latencyMs: number): void {
	const answer = (value: object[]) => ({
		status: 200,
		headers: { 'Content-Type': 'application/json; odata.metadata=minimal' },
		body: JSON.stringify({ '@odata.context': `${pbx.baseUrl}/xapi/v1/$metadata#PhoneLogos`, '@odata.count': rows, value }),
	});
	for (let first = 0; first < rows; first += pageSize) {
		const page = many(Math.min(pageSize, rows - first), (index) => logo(first + index));
		pbx.addFault({ method: 'GET', url: LISTS, latencyMs, answer: answer(page) });
	}
	pbx.addFault({ method: 'GET', url: LISTS, latencyMs, answer: answer([]), times: Number.POSITIVE_INFINITY });
}

async function start({ logos = 0, users = 0, latencyMs = 0, saturation, listed }: PbxSetting): Promise<Pbx> {
	const pbx = await startPbx({
		logos: many(logos, logo),
		users: many(users, (index) => user(index, logos)),
		templates: [],
	});
	if (listed) addPreparedPages(pbx, listed, latencyMs);
	if (saturation) {
		const places = new Slots(saturation.requests);
		const run = async () => await places.run(async () => await wait(saturation.milliseconds));
		pbx.addFault({ url: /xapi/, run, times: Number.POSITIVE_INFINITY });
	}
	if (latencyMs > 0) pbx.addFault({ url: /xapi/, latencyMs, times: Number.POSITIVE_INFINITY });
	return pbx;
}

let current: Pbx | undefined;

async function stop(): Promise<PbxCounts> {
	if (!current) throw new Error('There is no PBX to stop');
	const { requests, maxInFlight } = current;
	await current.stop();
	current = undefined;
	return {
		requests: requests.length,
		deletes: requests.filter(({ method }) => method === 'DELETE').length,
		maxInFlight,
	};
}

process.on('message', (message: { start?: PbxSetting }) => {
	const work = async () => {
		if (!message.start) return await stop();
		current = await start(message.start);
		return current.baseUrl;
	};
	work().then(
		(answer) => process.send?.(answer),
		(error: unknown) => {
			console.error(error);
			process.exit(1);
		},
	);
});

// Its starter is gone.
process.once('disconnect', () => process.exit());
