import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { TokenRefused } from '../../../../nodes/ThreeCx/errors/tokenRefused';
import { clock } from '../../../../nodes/ThreeCx/timing/clock';
import { useVirtualClock } from '../../../virtualClock';
import { forgetToken, leadOrWait, replaceToken } from '../../../../nodes/ThreeCx/token/tokenRegistry';

useVirtualClock();

/** A PBX that hands out t1, t2, … */
function counter() {
	let asked = 0;
	const ask = async () => {
		await wait(5);
		return `t${++asked}`;
	};
	return { ask, asked: () => asked };
}

describe('replaceToken', () => {
	it('asks once for callers who come at the same time', async () => {
		const { ask, asked } = counter();
		const client = randomUUID();
		const tokens = await Promise.all(Array.from({ length: 20 }, async () => await replaceToken(client, '', ask)));
		expect(new Set(tokens)).toEqual(new Set(['t1']));
		expect(asked()).toBe(1);
	});

	it('gives a late caller with a replaced token the living one without asking', async () => {
		const { ask, asked } = counter();
		const client = randomUUID();
		await replaceToken(client, '', ask);
		await replaceToken(client, 't1', ask);
		await expect(replaceToken(client, 't1', ask)).resolves.toBe('t2');
		await expect(replaceToken(client, '', ask)).resolves.toBe('t2');
		expect(asked()).toBe(2);
	});

	it('asks again for a token it never issued, as another worker stored it', async () => {
		const { ask } = counter();
		const client = randomUUID();
		await replaceToken(client, '', ask);
		await expect(replaceToken(client, 'of-another-worker', ask)).resolves.toBe('t2');
	});

	it('answers from a refused key for a while instead of asking again, until the settings are tested', async () => {
		let asked = 0;
		const client = randomUUID();
		const refuse = async () => {
			asked++;
			throw new TokenRefused({ message: 'No', description: 'Check it.' }, '401');
		};
		await expect(replaceToken(client, '', refuse)).rejects.toThrow('No. Check it.');
		await expect(replaceToken(client, '', refuse)).rejects.toThrow('No. Check it.');
		expect(asked).toBe(1);
		forgetToken(client);
		await expect(replaceToken(client, '', refuse)).rejects.toThrow('No. Check it.');
		expect(asked).toBe(2);
	});

	it('offers a refused key five times in the first minute, then once a minute', async () => {
		const asked: number[] = [];
		const client = randomUUID();
		const start = clock.now();
		const refuse = async () => {
			asked.push(clock.now() - start);
			throw new TokenRefused({ message: 'No', description: 'Check it.' }, '401');
		};
		while (clock.now() - start < 300_000) {
			await expect(replaceToken(client, '', refuse)).rejects.toThrow('No. Check it.');
			await clock.sleep(500);
		}
		expect(asked.filter((time) => time < 60_000).length).toBeLessThanOrEqual(5);
		for (let minute = 1; minute < 5; minute++) {
			const within = asked.filter((time) => time >= minute * 60_000 && time < (minute + 1) * 60_000);
			expect(within.length).toBeLessThanOrEqual(2);
		}
	});

	it('asks for thirty tokens a minute at most, and then names the cause', async () => {
		const { ask, asked } = counter();
		const client = randomUUID();
		let token = '';
		for (let round = 0; round < 30; round++) token = await replaceToken(client, token, ask);
		await expect(replaceToken(client, token, ask)).rejects.toMatchObject({
			message: expect.stringMatching(
				/^30 access tokens of this API client were invalidated within a minute\. Another program or n8n credential/,
			) as string,
			reason: '429',
		});
		expect(asked()).toBe(30);
		await clock.sleep(60_000);
		await expect(replaceToken(client, token, ask)).resolves.toBe('t31');
	});

	it('asks again after a PBX that was out of reach', async () => {
		const client = randomUUID();
		const fail = async () => {
			throw new TokenRefused({ message: 'Down', description: 'Wait.' }, 'ECONNREFUSED');
		};
		await expect(replaceToken(client, '', fail)).rejects.toThrow('Down');
		await expect(replaceToken(client, '', async () => 't1')).resolves.toBe('t1');
	});
});

describe('leadOrWait', () => {
	it('lets one lead; the others wait for its end and try for themselves', async () => {
		const client = randomUUID();
		let led = 0;
		const attempt = async () => {
			await wait(10);
			return ++led;
		};
		await expect(
			Promise.all([leadOrWait(client, attempt), leadOrWait(client, attempt), leadOrWait(client, attempt)]),
		).resolves.toEqual([1, undefined, undefined]);
		await expect(leadOrWait(client, attempt)).resolves.toBe(2);
	});

	it('does not pass the failure of a leader on to followers', async () => {
		const client = randomUUID();
		const fail = async () => {
			await wait(5);
			throw new Error('mine');
		};
		const leader = expect(leadOrWait(client, fail)).rejects.toThrow('mine');
		await expect(leadOrWait(client, fail)).resolves.toBeUndefined();
		await leader;
	});
});
