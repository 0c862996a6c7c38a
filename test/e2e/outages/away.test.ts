import { FEWEST } from '../../../nodes/ThreeCx/pace/gradientLimit';
import { manyLogos } from '../../engine/logos';
import { startPbx, type Pbx } from '../../pbx';
import { LogoDeletions } from './logoDeletions';
import { wantedN8nVersion } from '../n8n/install';
import { startN8n, type N8nInstance } from '../n8n/instance';
import { lostOf, outages, outageSize, takeAway } from './outage';
import { packedTarball } from '../workflows';

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
			const returned = await returning;
			({ pbx } = returned);
			expect(await lostOf(returned, deletions, `${executions} executions, ${name}`)).toBe(0);
			expect(pbx.rows('PhoneLogos')).toEqual([]);
		},
		600_000,
	);

	it.each(outages)(
		`${seconds} seconds (%s): an execution of ${ITEMS} deletes that begins meanwhile does all of them, and does not overrun the PBX`,
		async (name, kind) => {
			const logos = manyLogos(ITEMS);
			for (const logo of logos) pbx.insert('PhoneLogos', logo);
			const returning = takeAway(pbx, kind, seconds, {});
			await deletions.startOne(logos.map(({ Filename }) => Filename));
			const returned = await returning;
			({ pbx } = returned);
			expect(await lostOf(returned, deletions, `One execution of ${ITEMS} deletes, ${name}`)).toBe(0);
			expect(pbx.rows('PhoneLogos')).toEqual([]);
			expect(returned.first()).toBeLessThanOrEqual(FEWEST);
		},
		600_000,
	);
});
