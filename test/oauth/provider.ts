import { fork } from 'node:child_process';
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

type Granted = Provider['granted'];

type Message = { event: 'granted' | 'refused'; port: number; grant: string } | { id: number; answer: unknown };

/** The process of all providers: starting it takes longer than most tests. It ends with this process. */
class ProviderProcess {
	readonly granted = new Map<number, Granted>();

	private readonly child = fork(join(__dirname, 'openIdServer.mjs'), { stdio: 'ignore', execArgv: [] });

	private readonly waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>();

	private questions = 0;

	constructor() {
		this.child.unref();
		this.child.once('exit', (code) => {
			for (const { reject } of this.waiting.values()) reject(new Error(`The OpenID providers ended with exit code ${code}`));
		});
		this.child.on('message', (message: Message) => {
			if ('id' in message) this.answer(message.id, message.answer);
			else this.count(message.port, message.event === 'refused' ? 'refused' : message.grant === 'refresh_token' ? 'renewals' : 'codes');
		});
	}

	async ask(question: 'start' | 'stop' | 'isAlive' | 'expire' | 'revoke', port?: number, value?: unknown): Promise<unknown> {
		// Who waits for an answer keeps this process alive, nothing else does.
		this.child.channel?.ref();
		return await new Promise<unknown>((resolve, reject) => {
			const id = ++this.questions;
			this.waiting.set(id, { resolve, reject });
			this.child.send({ id, question, port, value });
		});
	}

	private answer(id: number, answer: unknown): void {
		this.waiting.get(id)?.resolve(answer);
		this.waiting.delete(id);
		if (this.waiting.size === 0) this.child.channel?.unref();
	}

	private count(port: number, outcome: keyof Granted): void {
		const granted = this.granted.get(port);
		if (granted) granted[outcome]++;
	}
}

let providers: ProviderProcess | undefined;

/** Starts a provider. */
export async function startProvider(options: ProviderOptions): Promise<Provider> {
	const own = (providers ??= new ProviderProcess());
	const port = (await own.ask('start', undefined, options)) as number;
	const granted = { codes: 0, renewals: 0, refused: 0 };
	own.granted.set(port, granted);
	return {
		port,
		granted,
		isAlive: async (token) => (await own.ask('isAlive', port, token)) === true,
		expire: async () => {
			await own.ask('expire', port);
		},
		revoke: async () => {
			await own.ask('revoke', port);
		},
		stop: async () => {
			await own.ask('stop', port);
		},
	};
}
