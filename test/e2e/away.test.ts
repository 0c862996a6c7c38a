import { DEFAULT_SEND_OPTIONS } from '../../nodes/ThreeCx/transport/connection';
import { manyLogos } from '../engine/logos';
import { startPbx, type Pbx } from '../pbx';
import { LogoDeletions } from './logoDeletions';
import { wantedN8nVersion } from './n8n/install';
import { startN8n, type N8nInstance } from './n8n/instance';
import { lostOf, outages, outageSize, takeAway } from './outage';
import { packedTarball } from './workflows';

/** Deletes of one execution. */
const ITEMS = 40;

const { seconds, executions, options } = outageSize;

let pbx: Pbx;
let n8n: N8nInstance;
let deletions: LogoDeletions;

beforeAll(async () => {
	pbx = await startPbx({ logos: [] });
	n8n = await startN8n({ version: wantedN8nVersion(), tarball: packedTarball() });
	deletions = await LogoDeletions.activate(n8n, pbx, options);
});

afterAll(async () => {
	await (n8n as N8nInstance | undefined)?.stop();
	await pbx.stop();
});

describe('a PBX that is away', () => {
	it.each(outages)(
		`${seconds} seconds (%s): none of ${executions} executions is lost`,
		async (name, kind) => {
			const logos = manyLogos(executions);
			for (const logo of logos) pbx.insert('PhoneLogos', logo);
			const returning = takeAway(pbx, kind, seconds, {});
			await deletions.start(logos.map(({ Filename }) => Filename));
			pbx = await returning;
			expect(await lostOf(pbx, deletions, `${executions} executions, ${name}`)).toBe(0);
			expect(pbx.rows('PhoneLogos')).toEqual([]);
		},
		600_000,
	);

	it.each(outages.slice(0, 2))(
		`${seconds} seconds (%s): an execution of ${ITEMS} deletes that begins meanwhile does all of them, and does not overrun the PBX`,
		async (name, kind) => {
			const logos = manyLogos(ITEMS);
			for (const logo of logos) pbx.insert('PhoneLogos', logo);
			const returning = takeAway(pbx, kind, seconds, {});
			await deletions.startOne(logos.map(({ Filename }) => Filename));
			pbx = await returning;
			expect(await lostOf(pbx, deletions, `One execution of ${ITEMS} deletes, ${name}`)).toBe(0);
			expect(pbx.rows('PhoneLogos')).toEqual([]);
			expect(pbx.maxInFlight).toBeLessThanOrEqual(DEFAULT_SEND_OPTIONS.inFlight);
		},
		600_000,
	);
});
