import { createHash, randomBytes } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import { CLIENT_ID, type SignInPbx } from './signInPbx';

interface Reply {
	status: number;
	location?: string;
	body: string;
}

/** A person at a browser: keeps cookies, and trusts any certificate. */
class Visitor {
	private readonly cookies = new Map<string, string>();

	async visit(url: URL, form?: Record<string, string>): Promise<Reply> {
		const { request } = url.protocol === 'https:' ? https : http;
		const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
		const headers = { cookie, ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) };
		return await new Promise((resolve, reject) => {
			const sent = request(url, { method: form ? 'POST' : 'GET', headers, agent: false, rejectUnauthorized: false }, (answer) => {
				for (const line of answer.headers['set-cookie'] ?? []) {
					const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
					if (value === '') this.cookies.delete(name);
					else this.cookies.set(name, value);
				}
				let body = '';
				answer.setEncoding('utf8');
				answer.on('data', (part: string) => (body += part));
				answer.on('error', reject);
				answer.on('end', () => {
					resolve({ status: answer.statusCode ?? 0, location: answer.headers.location, body });
				});
			});
			sent.on('error', reject);
			sent.end(form && new URLSearchParams(form).toString());
		});
	}
}

/** More pages than a sign-in has. */
const MOST_PAGES = 12;

/**
 * Signs in at the PBX as a person does: opens the address, enters a name, agrees.
 *
 * @returns the address that the PBX then sends the browser to, with the code in its query.
 */
export async function signIn({ baseUrl }: Pick<SignInPbx, 'baseUrl'>, address: string, login = 'alice'): Promise<string> {
	const visitor = new Visitor();
	let url = new URL(address);
	let form: Record<string, string> | undefined;
	for (let page = 0; page < MOST_PAGES; page++) {
		if (url.origin !== baseUrl) return url.href;
		const { status, location, body } = await visitor.visit(url, form);
		form = undefined;
		if (location !== undefined) {
			url = new URL(location, url);
			continue;
		}
		const [, action] = /<form[^>]* action="([^"]+)"/.exec(body) ?? [];
		if (action === undefined) throw new Error(`The sign-in ended at ${url.href} (HTTP ${status}): ${body.slice(0, 500)}`);
		url = new URL(action, url);
		form = body.includes('name="login"') ? { prompt: 'login', login, password: 'any' } : { prompt: 'consent' };
	}
	throw new Error(`The sign-in never ended; its last page was ${url.href}`);
}

/** Where the tests that have no n8n are sent back to. */
export const CALLBACK = 'http://localhost:5678/rest/oauth2-credential/callback';

/** Signs in without n8n; resolves with what n8n would store of it (RFC 7636; RFC 6749, section 4.1). */
export async function tokensOf(pbx: SignInPbx, login?: string): Promise<Record<string, string>> {
	const verifier = randomBytes(32).toString('base64url');
	const query = new URLSearchParams({
		client_id: CLIENT_ID,
		redirect_uri: CALLBACK,
		response_type: 'code',
		scope: 'openid profile email offline_access',
		state: 'any',
		code_challenge: createHash('sha256').update(verifier).digest('base64url'),
		code_challenge_method: 'S256',
	});
	const callback = new URL(await signIn(pbx, `${pbx.baseUrl}/connect/authorize?${query.toString()}`, login));
	const { body } = await new Visitor().visit(new URL(`${pbx.baseUrl}/connect/token`), {
		grant_type: 'authorization_code',
		client_id: CLIENT_ID,
		code: callback.searchParams.get('code') ?? '',
		redirect_uri: CALLBACK,
		code_verifier: verifier,
	});
	return JSON.parse(body) as Record<string, string>;
}
