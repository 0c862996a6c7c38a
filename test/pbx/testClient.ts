/** Sends requests with node:http, which passes a path on exactly as it is written. */
import http from 'node:http';
import type { Pbx } from './types';

export interface Reply {
	status: number;
	headers: http.IncomingHttpHeaders;
	text: string;
	/** The parsed body; undefined when it is not JSON. */
	json: Json | undefined;
}

/** As much of the bodies' shapes as the tests look at. */
export interface Json extends Record<string, unknown> {
	value: Record<string, unknown>[];
	error: { code: string; message: string; details: Record<string, string>[] };
}

export interface Sent {
	method?: string;
	headers?: Record<string, string>;
	body?: string;
}

/** Sends one raw request; rejects when the connection breaks. */
export function send(pbx: Pbx, path: string, { method = 'GET', headers, body }: Sent = {}): Promise<Reply> {
	return new Promise((resolve, reject) => {
		// Without an agent there is no kept connection which a fault of an earlier test may have broken.
		const options = { host: '127.0.0.1', port: pbx.port, path, method, headers, agent: false };
		const request = http.request(options, (response) => {
			let text = '';
			response.setEncoding('utf8');
			response.on('data', (chunk: string) => (text += chunk));
			response.on('error', reject);
			response.on('end', () =>
				resolve({
					status: response.statusCode ?? 0,
					headers: response.headers,
					text,
					json: parse(text),
				}),
			);
		});
		request.on('error', reject);
		request.end(body);
	});
}

function parse(text: string): Json | undefined {
	try {
		return JSON.parse(text) as Json;
	} catch {
		return undefined;
	}
}

/** Asks for a token with this form. */
export function requestToken(pbx: Pbx, form: Record<string, string> = {}): Promise<Reply> {
	const credentials = { client_id: 'n8n', client_secret: 'standin-api-key' };
	return send(pbx, '/connect/token', {
		method: 'POST',
		headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
		body: new URLSearchParams({ ...credentials, grant_type: 'client_credentials', ...form }).toString(),
	});
}

export type Call = (path: string, sent?: Sent) => Promise<Reply>;

/** Signs in and returns a function that calls paths below `root` with the token. */
export async function signIn(pbx: Pbx, form: Record<string, string> = {}, root = '/xapi/v1'): Promise<Call> {
	const token = String((await requestToken(pbx, form)).json?.access_token);
	return (path, sent = {}) =>
		send(pbx, root + path, {
			...sent,
			headers: { Authorization: `Bearer ${token}`, ...sent.headers },
		});
}
