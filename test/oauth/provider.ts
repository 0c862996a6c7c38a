import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What the OpenID provider is to do. */
export interface ProviderOptions {
	/** Its public address. */
	issuer: string;
	/** The client that is registered with it. */
	clientId: string;
	redirectUris: string[];
	/** Whether clients may register themselves. */
	registration: boolean;
}

/** An OpenID provider (`oidc-provider`), which issues each refresh token for one use. */
export interface Provider {
	port: number;
	/** How many tokens it gave in exchange for a code, and for a refresh token, and how often it refused to. */
	granted: { codes: number; renewals: number; refused: number };
	/** Whether an access token is valid. */
	isAlive(token: string): Promise<boolean>;
	/** Ends all access tokens, as time does. */
	expire(): Promise<void>;
	/** Withdraws what users granted: their refresh tokens end as well. */
	revoke(): Promise<void>;
	stop(): Promise<void>;
}

type Message = { event: 'listening'; port: number } | { event: 'granted' | 'refused'; grant: string } | { id: number; answer: unknown };

/** Starts a provider; it ends with this process. */
export async function startProvider(options: ProviderOptions): Promise<Provider> {
	const child = fork(join(__dirname, 'openIdServer.mjs'), [JSON.stringify(options)], { stdio: 'ignore', execArgv: [] });
	const granted = { codes: 0, renewals: 0, refused: 0 };
	const waiting = new Map<number, (answer: unknown) => void>();
	const listening = new Promise<number>((resolve, reject) => {
		child.once('exit', (code) => {
			reject(new Error(`The OpenID provider ended with exit code ${code}`));
		});
		child.on('message', (message: Message) => {
			if ('id' in message) {
				waiting.get(message.id)?.(message.answer);
				waiting.delete(message.id);
			} else if (message.event === 'listening') resolve(message.port);
			else if (message.event === 'refused') granted.refused++;
			else if (message.grant === 'refresh_token') granted.renewals++;
			else granted.codes++;
		});
	});
	let questions = 0;
	const ask = async (question: 'isAlive' | 'expire' | 'revoke', value?: string) =>
		await new Promise<unknown>((resolve) => {
			const id = ++questions;
			waiting.set(id, resolve);
			child.send({ id, question, value });
		});
	return {
		port: await listening,
		granted,
		isAlive: async (token) => (await ask('isAlive', token)) === true,
		expire: async () => {
			await ask('expire');
		},
		revoke: async () => {
			await ask('revoke');
		},
		stop: async () => {
			if (child.exitCode !== null) return;
			const ended = once(child, 'exit');
			child.disconnect();
			await ended;
		},
	};
}
