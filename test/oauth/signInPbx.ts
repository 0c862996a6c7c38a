import http from 'node:http';
import https from 'node:https';
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { generate } from 'selfsigned';
import { startPbx, type Pbx, type PbxOptions } from '../pbx';
import { requestToken } from '../pbx/testClient';
import { startProvider, type Provider } from './provider';

/** The app that an administrator registered for n8n. */
export const CLIENT_ID = 'n8n-users';

/** The API client that the other tests use, too. */
const API_CLIENT = { clientId: 'n8n', apiKey: 'standin-api-key' };

/** What users may do, the PBX behind the sign-in does for this client. */
const FOR_USERS = { clientId: 'behind-the-sign-in', apiKey: 'never-leaves-the-tests' };

/** Belongs to users who signed in: 3CX refuses it to API clients. */
const OF_USER = /^\/xapi\/v1\/My(User|Group|Tokens)\b/;

const SIGN_IN = /^\/(connect\/(authorize|register|token)|interaction|\.well-known|jwks)\b/;

export interface SignInPbxOptions {
	/** Where users are sent back to. */
	redirectUris: string[];
	/** Whether clients may register themselves. Default false. */
	registration?: boolean;
	/** Whether it speaks https with a self-signed certificate. Default false. */
	tls?: boolean;
	pbx?: PbxOptions;
}

/** A mock PBX at which users can sign in. */
export interface SignInPbx {
	baseUrl: string;
	/** The PBX behind the sign-in. */
	pbx: Pbx;
	provider: Provider;
	/** Every token that came back to it. */
	tokens: Set<string>;
	/** Answers to the next renewals in place of the provider's, one for each. */
	renewalAnswers: { status: number; headers?: Record<string, string>; body?: string }[];
	stop(): Promise<void>;
}

/** The whole body of a request. */
async function bodyOf(request: http.IncomingMessage): Promise<string> {
	let body = '';
	for await (const part of request.setEncoding('utf8')) body += String(part);
	return body;
}

/** Passes a request on and its answer back. */
function pass(request: http.IncomingMessage, body: string, response: http.ServerResponse, port: number, headers: object): void {
	const { method, url } = request;
	const onward = http.request({ host: '127.0.0.1', port, method, path: url, headers: { ...request.headers, ...headers } }, (answer) => {
		response.writeHead(answer.statusCode ?? 502, answer.headers);
		answer.pipe(response);
	});
	onward.on('error', () => response.destroy());
	onward.end(body);
}

/** Starts a mock PBX with an OpenID provider at one address, as 3CX has both. */
export async function startSignInPbx(options: SignInPbxOptions): Promise<SignInPbx> {
	const { redirectUris, registration = false, tls = false } = options;
	const pbx = await startPbx({ clients: [API_CLIENT, FOR_USERS], ...options.pbx });
	const inner = await requestToken(pbx, { client_id: FOR_USERS.clientId, client_secret: FOR_USERS.apiKey });
	const innerToken = String(inner.json?.access_token);
	const tokens = new Set<string>();
	const renewalAnswers: SignInPbx['renewalAnswers'] = [];

	const keys = tls ? await generate([{ name: 'commonName', value: '127.0.0.1' }]) : undefined;
	const server = keys ? https.createServer({ key: keys.private, cert: keys.cert }) : http.createServer();
	const sockets = new Set<Socket>();
	server.on('connection', (socket: Socket) => {
		sockets.add(socket);
		socket.once('close', () => sockets.delete(socket));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const baseUrl = `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const close = async () => {
		server.close();
		for (const socket of sockets) socket.destroy();
		await pbx.stop();
	};
	const provider = await startProvider({ issuer: baseUrl, clientId: CLIENT_ID, redirectUris, registration }).catch(async (error: unknown) => {
		await close();
		throw error;
	});

	const handle = async (request: http.IncomingMessage, response: http.ServerResponse) => {
		const body = await bodyOf(request);
		const { url = '', headers } = request;
		const form = new URLSearchParams(body);
		const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
		for (const token of [bearer, form.get('refresh_token') ?? '']) if (token !== '') tokens.add(token);
		if (SIGN_IN.test(url) && form.get('grant_type') !== 'client_credentials') {
			const own = form.get('grant_type') === 'refresh_token' ? renewalAnswers.shift() : undefined;
			if (own) response.writeHead(own.status, own.headers).end(own.body);
			else pass(request, body, response, provider.port, { 'x-forwarded-proto': tls ? 'https' : 'http', 'x-forwarded-host': headers.host });
			return;
		}
		if (bearer !== '' && (await provider.isAlive(bearer))) {
			pass(request, body, response, pbx.port, { authorization: `Bearer ${innerToken}` });
		} else if (OF_USER.test(url) && bearer.startsWith('eyJ')) {
			response.writeHead(403).end();
		} else {
			pass(request, body, response, pbx.port, {});
		}
	};
	server.on('request', (request: http.IncomingMessage, response: http.ServerResponse) => {
		handle(request, response).catch(() => response.destroy());
	});
	return {
		baseUrl,
		pbx,
		provider,
		tokens,
		renewalAnswers,
		stop: async () => {
			await Promise.all([provider.stop(), close()]);
		},
	};
}
