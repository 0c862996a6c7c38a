import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manyLogos } from '../engine/setUp';
import { startPbx, type Pbx } from '../pbx';
import { writeCredential } from './sharedCredential';
import { startWorker, type Worker } from './workers';

const PROCESSES = 3;
const EXECUTIONS = 10;
const ROUNDS = 8;
const ALL = PROCESSES * EXECUTIONS * ROUNDS;
/** One a round would be ideal. Processes that look at the same moment each take one, which ends the one before. */
const MOST_TOKENS = ROUNDS * PROCESSES;
const credential = { id: '1', name: '3CX' };

let pbx: Pbx;
let folder: string;
let workers: Worker[] = [];

beforeAll(async () => {
	pbx = await startPbx({ logos: manyLogos(ALL) });
	folder = mkdtempSync(join(tmpdir(), 'threecx-processes-'));
	const credentialFile = join(folder, 'credential.json');
	writeCredential(credentialFile, {
		baseUrl: pbx.baseUrl,
		clientId: 'n8n',
		apiKey: 'standin-api-key',
		allowUnauthorizedCerts: false,
	});
	workers = await Promise.all(
		Array.from({ length: PROCESSES }, async (_, index) => {
			const own = join(folder, `worker-${index + 1}`);
			mkdirSync(own);
			return await startWorker({ credentialFile, credential }, own);
		}),
	);
});

afterAll(async () => {
	await Promise.all(workers.map(async (worker) => await worker.stop()));
	await pbx.stop();
	rmSync(folder, { recursive: true, force: true });
});

describe('one living token for several processes', () => {
	it(`${ALL} of ${ALL} executions in ${PROCESSES} processes succeed, with the token killed ${ROUNDS} times`, async () => {
		const names = pbx.rows('PhoneLogos').map(({ Filename }) => String(Filename));
		const deleted: string[] = [];
		const errors: string[] = [];
		for (let round = 0; round < ROUNDS; round++) {
			pbx.killTokens();
			const reports = await Promise.all(
				workers.map(async (worker, index) => {
					const start = (round * PROCESSES + index) * EXECUTIONS;
					return await worker.run(names.slice(start, start + EXECUTIONS));
				}),
			);
			deleted.push(...reports.flatMap((report) => report.deleted));
			errors.push(...reports.flatMap((report) => report.errors));
		}

		console.info(`${deleted.length} of ${ALL} executions succeeded with ${pbx.tokensIssued} tokens`);
		expect(errors).toEqual([]);
		expect(pbx.tokensIssued).toBeLessThanOrEqual(MOST_TOKENS);
		expect([...deleted].sort()).toEqual(names);
		const effective = pbx.requests.filter(({ method, status }) => method === 'DELETE' && status === 204);
		expect(effective).toHaveLength(ALL);
		expect(pbx.rows('PhoneLogos')).toEqual([]);
	}, 120_000);

	it(`a key that the PBX no longer takes is offered at most five times a minute by each of ${PROCESSES} processes`, async () => {
		pbx.setClients([{ clientId: 'n8n', apiKey: 'another' }]);
		pbx.requests.length = 0;
		const names = Array.from({ length: EXECUTIONS }, (_, index) => `${index}.png`);
		for (let round = 0; round < ROUNDS; round++) {
			const reports = await Promise.all(workers.map(async (worker) => await worker.run(names)));
			expect(reports.flatMap(({ errors }) => errors)).toHaveLength(PROCESSES * EXECUTIONS);
		}
		const offers = pbx.requests.filter(({ url, status }) => url === '/connect/token' && status === 401);
		console.info(`${offers.length} offers of a refused key by ${PROCESSES * EXECUTIONS * ROUNDS} executions`);
		expect(offers.length).toBeGreaterThan(0);
		expect(offers.length).toBeLessThanOrEqual(PROCESSES * 5);
		// Besides those: what was under way as the token died, each once more after the one who asked.
		expect(pbx.requests.length).toBeLessThanOrEqual(PROCESSES * (5 + 2 * EXECUTIONS));
	}, 120_000);
});
