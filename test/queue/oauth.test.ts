import { asUser, callbackOf, CallableNode, connect, createUserCredential } from '../oauth/signedInN8n';
import { startSignInPbx, type SignInPbx } from '../oauth/signInPbx';
import { missingPrograms } from './programs';
import { startQueueMode, WORKERS, type QueueMode } from './queueMode';

const ROUNDS = 5;
const EXECUTIONS = 20;

(missingPrograms().length === 0 ? describe : describe.skip)('the sign-in of a 3CX user in queue mode', () => {
	let queue: QueueMode;
	let pbx: SignInPbx;

	beforeAll(async () => {
		queue = await startQueueMode();
		pbx = await startSignInPbx({ redirectUris: [callbackOf(queue.main)] });
	}, 400_000);

	afterAll(async () => {
		await (queue as QueueMode | undefined)?.stop();
		await (pbx as SignInPbx | undefined)?.stop();
	}, 60_000);

	it(`outlives ${ROUNDS} ends of its access token, each met by ${EXECUTIONS} executions over ${WORKERS} workers`, async () => {
		const credential = await createUserCredential(queue.main, pbx);
		await connect(queue.main, pbx, credential);
		const workflow = await CallableNode.activate(queue.main, 'user', asUser(credential, { resource: 'myUser', operation: 'get' }));
		const user = expect.objectContaining({ Number: expect.any(String) as string }) as object;
		expect(await workflow.run()).toEqual([user]);
		for (let round = 0; round < ROUNDS; round++) {
			await pbx.provider.expire();
			const outputs = await Promise.all(Array.from({ length: EXECUTIONS }, async () => await workflow.run()));
			expect(outputs).toEqual(outputs.map(() => [user]));
		}
		// Each refresh token is good for one renewal: a second one would have ended the sign-in.
		console.info(`${ROUNDS} ends of the access token, ${pbx.provider.granted.renewals} renewals`);
		expect(pbx.provider.granted).toEqual({ codes: 1, renewals: ROUNDS, refused: 0 });
	}, 300_000);
});
