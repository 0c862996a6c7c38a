import { manyLogos } from '../engine/logos';
import { startPbx, type Pbx } from '../pbx';
import { LogoDeletions } from './logoDeletions';
import { wantedN8nVersion } from './n8n/install';
import { startN8n, type N8nInstance } from './n8n/instance';
import { outages, outageSize, takeAway } from './outage';
import { packedTarball } from './workflows';

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
		async (_name, kind) => {
			const logos = manyLogos(executions);
			for (const logo of logos) pbx.insert('PhoneLogos', logo);
			const returning = takeAway(pbx, kind, seconds, {});
			await deletions.start(logos.map(({ Filename }) => Filename));
			pbx = await returning;
			expect(await deletions.untilDone()).toBe(0);
			expect(pbx.rows('PhoneLogos')).toEqual([]);
		},
		600_000,
	);
});
